import type { DocumentPublication } from '../../outbox/publication.ts';
import type { Release } from './release.ts';

/** Where the record of all releases stands. */
export const RELEASE_NOTES = '07_release_notes.md';
/** Where the record of what people said stands. */
export const FEEDBACK_SUMMARY = '07_feedback_summary.md';
/** Where the decisions stand. */
export const LOGBOOK = '01_vision_logbook.md';

/** The files that tell of a release; `deed` says what happened to it, as a verb. */
export const releasePublications = (
  release: Pick<Release, 'product' | 'version'>,
  deed: string,
): DocumentPublication[] => [
  { kind: 'document', product: release.product, path: RELEASE_NOTES, why: `${deed} ${release.version}` },
  // An entry says whether who asked for the release decided alone.
  { kind: 'document', product: release.product, path: LOGBOOK, why: `${deed} ${release.version}` },
];

/** The summary of what people said, out of date because of something new about it. */
export const summaryPublication = (product: string, why: string): DocumentPublication => ({
  kind: 'document',
  product,
  path: FEEDBACK_SUMMARY,
  why,
});
