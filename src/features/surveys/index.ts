import type { Feature } from '../feature.ts';

export const surveys: Feature = { name: 'surveys', scopes: [] };
