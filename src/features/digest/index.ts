import type { Feature } from '../feature.ts';

export const digest: Feature = { name: 'digest', scopes: [] };
