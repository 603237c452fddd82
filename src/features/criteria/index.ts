import type { Feature } from '../feature.ts';

export const criteria: Feature = { name: 'criteria', scopes: [] };
