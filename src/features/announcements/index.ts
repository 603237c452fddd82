import type { Feature } from '../feature.ts';

export const announcements: Feature = { name: 'announcements', scopes: [] };
