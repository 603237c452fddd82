import type { Criterion, ProductRecord } from '../criteria/index.ts';
import { type Release, releaseName } from '../releases/index.ts';
import type { Seen } from './digest.ts';

/** A release with its exit criteria as they stand. */
export type Judged = { readonly release: Release; readonly criteria: readonly Criterion[] };

const releaseChanges = (record: ProductRecord, since: number): string[] =>
  record.releases.flatMap((release) => {
    if ((release.announcedAt ?? 0) > since)
      return [`${releaseName(release)} was announced (${release.stage}).`];
    return release.createdAt > since ? [`${releaseName(release)} is being prepared.`] : [];
  });

const decisionChanges = (record: ProductRecord, since: number): string[] =>
  record.decisions
    .filter(({ decidedAt }) => decidedAt > since)
    .map(({ kind, release }) => {
      const found = record.releases.find(({ id }) => id === release);
      return `${kind} was decided about ${found ? releaseName(found) : record.product.name}.`;
    });

const turned = (release: Release, { title, verdict }: Criterion): string => {
  const how =
    verdict === 'pass'
      ? 'holds now'
      : verdict === 'fail'
        ? 'does not hold any more'
        : 'is not known any more';
  return `${release.version}: "${title}" ${how}.`;
};

const criteriaChanges = (releases: readonly Judged[], seen: Seen): string[] =>
  releases.flatMap(({ release, criteria }) =>
    criteria
      .filter(({ id, verdict }) => {
        const was = seen.verdicts[release.id]?.[id] ?? 'fail';
        return verdict !== was && (verdict === 'pass' || was === 'pass');
      })
      .map((criterion) => turned(release, criterion)),
  );

/** What happened since the last digest, one sentence each; the exit criteria only when there was one. */
export const changesSince = (
  record: ProductRecord,
  releases: readonly Judged[],
  seen: Seen | undefined,
): string[] => [
  ...releaseChanges(record, seen?.at ?? 0),
  ...decisionChanges(record, seen?.at ?? 0),
  ...(seen ? criteriaChanges(releases, seen) : []),
];
