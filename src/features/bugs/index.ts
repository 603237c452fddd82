import type { Feature } from '../feature.ts';

export const bugs: Feature = { name: 'bugs', scopes: [] };
