import type { Feature } from '../feature.ts';

export const reminders: Feature = { name: 'reminders', scopes: [] };
