import type { Reach } from '../announcements/index.ts';
import { type Bug, isOpen } from '../bugs/index.ts';
import { ENOUGH, type ProductRecord } from '../criteria/index.ts';
import { dayIn } from '../decisions/index.ts';
import { type Release, releaseName } from '../releases/index.ts';
import { type BugPart, bugPart, quotesOf, scoreOf } from './digest.ts';

/** Quotes of one group that the summary holds; the newest are enough to act on. */
const MOST_QUOTES = 20;

/** What a survey adds to the summary: its score from five answers on, else nothing but that it ran. */
export type SurveyLine = {
  readonly name: string;
  readonly title: string;
  readonly score: { readonly text: string; readonly answered: number; readonly asked: number } | null;
};

/** What people said about one thing; only what may be quoted, without names. */
export type Group = { readonly about: string; readonly count: number; readonly quotes: readonly string[] };

/** What is known of how people took one release. */
export type Summary = {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly state: Release['state'];
  /** A day in the product's time zone. */
  readonly announcedOn: string | null;
  readonly reach: Reach | null;
  readonly answers: number;
  readonly items: number;
  /** Pieces of feedback by source, once there are five. */
  readonly sources: readonly { readonly source: string; readonly count: number }[];
  readonly bugs: { readonly open: readonly BugPart[]; readonly fixed: number; readonly all: number };
  readonly surveys: readonly SurveyLine[];
  readonly groups: readonly Group[];
  readonly decisions: readonly { readonly day: string; readonly kind: string; readonly why: string }[];
};

const ABOUTS = ['Performance', 'Usability', 'Value', 'Something else'] as const;

type Items = ProductRecord['feedback'];

const grouped = (items: Items): Group[] =>
  [...ABOUTS, null].flatMap((about) => {
    const own = items.filter((item) => item.about === about);
    const quotes = quotesOf(own).map(({ text }) => text);
    if (quotes.length === 0) return [];
    return [{ about: about ?? 'Not sorted', count: quotes.length, quotes: quotes.slice(0, MOST_QUOTES) }];
  });

const sourcesOf = (items: Items): Summary['sources'] =>
  items.length < ENOUGH
    ? []
    : [...Map.groupBy(items, ({ source }) => source)]
        .map(([source, own]) => ({ source, count: own.length }))
        .sort((a, b) => b.count - a.count || a.source.localeCompare(b.source));

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

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

/** The id of a release's section: its version in the characters that a marker may hold. */
const sectionId = (version: string): string =>
  `release:${version.toLowerCase().replace(/[^a-z0-9.-]/g, '_')}`;

function summaryOf(record: ProductRecord, release: Release): Summary {
  const mine = <T extends { release: string | null }>(all: readonly T[]): T[] =>
    all.filter((one) => one.release === release.id);
  const items = mine(record.feedback);
  const bugs = mine(record.bugs).filter(real);
  const surveys = mine(record.surveys).filter(({ state }) => state !== 'scheduled');
  const { timezone } = record.product;
  return {
    id: sectionId(release.version),
    name: releaseName(release),
    stage: release.stage,
    state: release.state,
    announcedOn: release.announcedAt === null ? null : dayIn(timezone, release.announcedAt),
    reach: record.reach.get(release.id) ?? null,
    answers: sum(surveys.map(({ answered }) => answered).filter((answered) => answered >= ENOUGH)),
    items: items.length,
    sources: sourcesOf(items),
    bugs: {
      open: bugs.filter(isOpen).map(bugPart),
      fixed: bugs.filter(({ status }) => status === 'Fixed').length,
      all: bugs.length,
    },
    surveys: surveys.map(surveyLine),
    groups: grouped(items),
    decisions: mine(record.decisions).map(({ decidedAt, kind, why }) => ({
      day: dayIn(timezone, decidedAt),
      kind,
      why,
    })),
  };
}

/** How people took each release, newest first. */
export const summariesOf = (record: ProductRecord): Summary[] =>
  record.releases.map((release) => summaryOf(record, release));
