import { dayIn } from '../../jobs/when.ts';
import type { Reach } from '../announcements/index.ts';
import { type Bug, isOpen } from '../bugs/index.ts';
import { ENOUGH, type ProductRecord } from '../criteria/index.ts';
import { type Release, releaseName } from '../releases/index.ts';
import { type BugPart, bugPart, scoreOf } from './digest.ts';

/** What a survey adds to the summary: its score from five answers on, else nothing but that it ran. */
export type SurveyLine = {
  readonly name: string;
  readonly title: string;
  readonly score: { readonly text: string; readonly answered: number; readonly asked: number } | null;
};

/** What people said about one thing; only what may be quoted, without names. */
export type Group = { readonly about: string; readonly count: number; readonly quotes: readonly string[] };

/** How many there are of one kind. */
export type Counted = { readonly of: string; readonly count: number };

/** What is known of how people took one release, or of what is about none. */
export type Summary = {
  readonly id: string;
  readonly name: string;
  readonly release: {
    readonly stage: string;
    readonly state: Release['state'];
    /** A day in the product's time zone. */
    readonly announcedOn: string | null;
  } | null;
  readonly reach: Reach | null;
  readonly answers: number;
  readonly items: number;
  /** Pieces of feedback that nobody may quote. */
  readonly unquoted: number;
  /** Pieces of feedback by source and by what they are about, once there are five. */
  readonly sources: readonly Counted[];
  readonly abouts: readonly Counted[];
  readonly bugs: { readonly open: readonly BugPart[]; readonly fixed: number; readonly all: number };
  readonly surveys: readonly SurveyLine[];
  readonly groups: readonly Group[];
  readonly decisions: readonly { readonly day: string; readonly kind: string; readonly why: string }[];
};

const ABOUTS = ['Performance', 'Usability', 'Value', 'Something else'] as const;

type Counts = ProductRecord['feedback']['counts'];

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);
const sumOf = (counts: Counts): number => sum(counts.map(({ count }) => count));

const grouped = (counts: Counts, quotes: ProductRecord['feedback']['quotes']): Group[] =>
  [...ABOUTS, null].flatMap((about) => {
    const own = quotes.filter((quote) => quote.about === about).map(({ text }) => text);
    if (own.length === 0) return [];
    const count = sumOf(counts.filter((one) => one.quotable && one.about === about));
    return [{ about: about ?? 'Not sorted', count, quotes: own }];
  });

const countsOf = (counts: Counts, kindOf: (one: Counts[number]) => string | null): Counted[] => {
  const kinds = counts.filter((one) => kindOf(one) !== null);
  if (sumOf(kinds) < ENOUGH) return [];
  return [...Map.groupBy(kinds, (one) => kindOf(one) ?? '')]
    .map(([of, own]) => ({ of, count: sumOf(own) }))
    .sort((a, b) => b.count - a.count || a.of.localeCompare(b.of));
};

const surveyLine = (survey: ProductRecord['surveys'][number]): SurveyLine => {
  const score = scoreOf(survey);
  return {
    name: survey.name,
    title: survey.title,
    score: score ? { text: score.text, answered: survey.answered, asked: survey.asked } : null,
  };
};

const real = ({ status }: Bug): boolean =>
  status !== 'Withdrawn' && status !== 'Not a bug' && status !== 'Duplicate';

const NO_RELEASE = 'no-release';

/** The id of a release's section: its version in the characters that a marker may hold. */
const sectionId = (version: string): string =>
  `release:${version.toLowerCase().replace(/[^a-z0-9.-]/g, '_')}`;

function releasePart(release: Release, timezone: string): Summary['release'] {
  const { stage, state, announcedAt } = release;
  return { stage, state, announcedOn: announcedAt === null ? null : dayIn(timezone, announcedAt) };
}

function summaryOf(record: ProductRecord, release: Release | undefined): Summary {
  const mine = <T extends { release: string | null }>(all: readonly T[]): T[] =>
    all.filter((one) => one.release === (release?.id ?? null));
  const counts = mine(record.feedback.counts);
  const bugs = mine(record.bugs).filter(real);
  const surveys = mine(record.surveys).filter(({ state }) => state !== 'scheduled');
  const { timezone } = record.product;
  return {
    id: release ? sectionId(release.version) : NO_RELEASE,
    name: release ? releaseName(release) : 'Not about a release',
    release: release ? releasePart(release, timezone) : null,
    reach: (release && record.reach.get(release.id)) ?? null,
    answers: sum(surveys.map(({ answered }) => answered).filter((answered) => answered >= ENOUGH)),
    items: sumOf(counts),
    unquoted: sumOf(counts.filter(({ quotable }) => !quotable)),
    sources: countsOf(counts, ({ source }) => source),
    abouts: countsOf(counts, ({ about }) => about),
    bugs: {
      open: bugs.filter(isOpen).map(bugPart),
      fixed: bugs.filter(({ status }) => status === 'Fixed').length,
      all: bugs.length,
    },
    surveys: surveys.map(surveyLine),
    groups: grouped(counts, mine(record.feedback.quotes)),
    decisions: mine(record.decisions).map(({ decidedAt, kind, why }) => ({
      day: dayIn(timezone, decidedAt),
      kind,
      why,
    })),
  };
}

/** Whether anybody has said, found or decided anything. */
export const isSilent = ({ items, surveys, bugs, decisions }: Summary): boolean =>
  items + surveys.length + bugs.all + decisions.length === 0;

/** How people took each release, newest first; what is about no release comes last. */
export function summariesOf(record: ProductRecord): Summary[] {
  const rest = summaryOf(record, undefined);
  return [...record.releases.map((release) => summaryOf(record, release)), ...(isSilent(rest) ? [] : [rest])];
}
