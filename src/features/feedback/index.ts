import type { Feature } from '../feature.ts';

export const feedback: Feature = { name: 'feedback', scopes: [] };
