import type { Feature } from '../feature.ts';

export { type SurveySummary, surveysOf, waitingSurveysFor } from './results.ts';
export type { Score } from './score.ts';

/** Asking people about a release, and what their answers say. */
export const surveys: Feature = { name: 'surveys', scopes: [] };
