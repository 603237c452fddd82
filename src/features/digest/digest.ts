import { DateTime } from 'luxon';
import type { Reach } from '../announcements/index.ts';
import { type Bug, bugName, isOpen as isOpenBug } from '../bugs/index.ts';
import { type Criterion, criteriaOf, ENOUGH, type ProductRecord } from '../criteria/index.ts';
import { type Decision, due } from '../decisions/index.ts';
import type { QuotableFeedback } from '../feedback/index.ts';
import { isOpen, type Release, releaseName } from '../releases/index.ts';
import { changesSince, type Judged } from './changes.ts';
import { type Actions, nextByRole } from './next.ts';
import type { digestTables } from './table.ts';

/** A digest as it was posted. */
export type PostedDigest = ReturnType<typeof digestTables>['digests']['$inferSelect'];

/** What a digest saw, so that the next one can tell what is new. */
export type Seen = {
  readonly at: number;
  /** Verdicts by release and criterion. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, Criterion['verdict']>>>>;
  /** Scores by survey. */
  readonly scores: Readonly<Record<string, number>>;
  /** Numbers of the bugs that were fixed. */
  readonly fixed: readonly number[];
};

/** A release under way, as the digest tells of it. */
export type ReleasePart = {
  readonly name: string;
  readonly reach: Reach | null;
  readonly criteria: readonly Criterion[];
};

/** `10 of 12`, or `10` where a channel was asked, because how many people that is nobody knows. */
export const answeredOf = (answered: number, asked: number): string =>
  asked > 0 ? `${answered} of ${asked}` : String(answered);

/** A survey, as the digest tells of it; no score under five answers. */
export type SurveyPart = {
  readonly name: string;
  readonly title: string;
  /** People asked; 0 where a channel was asked. */
  readonly asked: number;
  readonly answered: number;
  readonly score: string | null;
  /** The score in the last digest, when it was another one. */
  readonly was: number | null;
};

/** What a person said and lets others quote, without a name. */
export type Quote = { readonly text: string; readonly about: string | null };

export type BugPart = { readonly name: string; readonly title: string; readonly severity: string | null };

/** What happened to a product since the last digest, and what to do next. */
export type Digest = {
  readonly product: string;
  readonly week: string;
  readonly at: number;
  /** Null for the first digest. */
  readonly since: number | null;
  readonly changes: readonly string[];
  readonly releases: readonly ReleasePart[];
  readonly surveys: readonly SurveyPart[];
  readonly feedback: { readonly fresh: number; readonly all: number; readonly quotes: readonly Quote[] };
  readonly bugs: {
    readonly fresh: readonly BugPart[];
    readonly open: readonly BugPart[];
    readonly fixed: readonly BugPart[];
  };
  readonly due: readonly string[];
  readonly next: readonly Actions[];
};

/** The ISO week of a moment in a time zone, as 2026-W47. */
export const weekOf = (at: number, timezone: string): string =>
  DateTime.fromMillis(at, { zone: timezone }).toFormat("kkkk-'W'WW");

/** What was said where not everybody can read stays there: such a bug has no title here. */
export const bugPart = (bug: Bug): BugPart => ({
  name: bugName(bug),
  title: bug.private ? '' : bug.title,
  severity: bug.severity,
});

const counts = ({ status }: Bug): boolean => status !== 'Withdrawn' && status !== 'Not a bug';

/** The name of what a decision is about. */
export const nameOf = (record: ProductRecord, release: string | null): string => {
  const found = record.releases.find(({ id }) => id === release);
  return found ? releaseName(found) : record.product.name;
};

/** What was said since the last digest: how much, and what of it may be quoted, newest first. */
export type Said = { readonly count: number; readonly quotes: readonly QuotableFeedback[] };

/** The score of a survey when enough people gave one. */
export const scoreOf = ({ score }: ProductRecord['surveys'][number]) =>
  score && score.n >= ENOUGH ? score : undefined;

/** The releases that a digest tells of: those before people, and those that change hands next. */
const underWay = (record: ProductRecord): Release[] => record.releases.filter(isOpen).slice(0, 5);

function surveyParts(record: ProductRecord, seen: Seen | undefined): SurveyPart[] {
  const fresh = record.surveys.filter(
    ({ state, closesAt }) => state === 'open' || (closesAt ?? 0) > (seen?.at ?? 0),
  );
  return fresh
    .filter(({ state }) => state !== 'scheduled')
    .map((survey) => {
      const score = scoreOf(survey);
      const was = seen?.scores[survey.id];
      return {
        name: survey.name,
        title: survey.title,
        asked: survey.asked,
        answered: survey.answered,
        score: score?.text ?? null,
        was: score !== undefined && was !== undefined && was !== score.value ? was : null,
      };
    });
}

/** The release that there is something to do for: the newest that people have, else the newest. */
const inFront = (releases: readonly Judged[]): Judged | undefined =>
  releases.find(({ release }) => release.announcedAt !== null) ?? releases[0];

/** What this digest saw. */
export const seenIn = (record: ProductRecord, now: number): Seen => ({
  at: now,
  verdicts: Object.fromEntries(
    underWay(record).map((release) => [
      release.id,
      Object.fromEntries(criteriaOf(record, release, now).map(({ id, verdict }) => [id, verdict])),
    ]),
  ),
  scores: Object.fromEntries(
    record.surveys.flatMap((survey) => {
      const score = scoreOf(survey);
      return score ? [[survey.id, score.value]] : [];
    }),
  ),
  fixed: record.bugs.filter(({ status }) => status === 'Fixed').map(({ number }) => number),
});

/** The digest of a product: what is new since `seen`, with what was said since then, how everything stands, and what to do next. */
export function digestOf(record: ProductRecord, said: Said, seen: Seen | undefined, now: number): Digest {
  const { product } = record;
  const since = seen?.at ?? 0;
  const releases = underWay(record).map((release) => ({
    release,
    criteria: criteriaOf(record, release, now),
  }));
  const reviews: Decision[] = due(record.decisions, product.timezone, now);
  return {
    product: product.name,
    week: weekOf(now, product.timezone),
    at: now,
    since: seen?.at ?? null,
    changes: changesSince(record, releases, seen),
    releases: releases.map(({ release, criteria }) => ({
      name: releaseName(release),
      reach: record.reach.get(release.id) ?? null,
      criteria,
    })),
    surveys: surveyParts(record, seen),
    feedback: {
      fresh: said.count,
      all: record.feedback.counts.reduce((sum, { count }) => sum + count, 0),
      quotes: said.quotes.map(({ text, about }) => ({ text, about })),
    },
    bugs: {
      fresh: record.bugs.filter((bug) => bug.createdAt > since && counts(bug)).map(bugPart),
      open: record.bugs.filter(isOpenBug).map(bugPart),
      fixed: record.bugs
        .filter(({ status, number }) => status === 'Fixed' && !seen?.fixed.includes(number))
        .map(bugPart),
    },
    due: reviews.map(
      ({ kind, release, reviewOn }) => `${kind} about ${nameOf(record, release)}, due ${reviewOn}`,
    ),
    next: nextByRole(record, inFront(releases), reviews),
  };
}
