import type { Feature } from '../feature.ts';

export const decisions: Feature = { name: 'decisions', scopes: [] };
