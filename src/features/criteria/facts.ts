import { bugName, isUntriaged } from '../bugs/index.ts';
import type { Release } from '../releases/index.ts';
import type { Facts } from './criteria.ts';
import type { ProductRecord } from './record.ts';

const NOBODY = { audience: 0, channels: 0, delivered: 0, failed: 0, acknowledged: 0 };

/** What the exit criteria of one release look at. */
export function factsOf(record: ProductRecord, release: Release, now: number): Facts {
  const feedback = record.feedback.counts.filter((one) => one.release === release.id);
  const surveys = record.surveys.filter((survey) => survey.release === release.id);
  const answers = surveys.map(({ answered }) => answered);
  const reach = record.reach.get(release.id) ?? NOBODY;
  const people = record.feedback.people.get(release.id) ?? 0;
  return {
    version: release.version,
    announcedAt: release.announcedAt,
    reach,
    // Who pressed "Got it" may have answered too: at least as many people as the largest of the counts. Where the
    // audience is people only, others may have spoken as well: then only what was pressed on a card counts.
    responded: reach.channels > 0 ? Math.max(reach.acknowledged, people, 0, ...answers) : reach.acknowledged,
    items: feedback.reduce((sum, { count }) => sum + count, 0),
    answers: answers.reduce((sum, one) => sum + one, 0),
    summary: record.summary,
    untriaged: record.bugs
      .filter((bug) => bug.release === release.id || bug.release === null)
      .filter(isUntriaged)
      .map((bug) => ({ name: bugName(bug), since: bug.createdAt })),
    decision: record.decisions.find(
      (decision) =>
        decision.release === release.id &&
        release.announcedAt !== null &&
        decision.decidedAt > release.announcedAt,
    )?.kind,
    now,
  };
}
