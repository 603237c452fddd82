import type { Bug } from '../bugs/index.ts';
import type { ProductRecord } from '../criteria/index.ts';
import type { FeedbackItem } from '../feedback/index.ts';
import type { Release } from '../releases/index.ts';

/** Monday, in the week 2026-W48. */
export const NOW = Date.parse('2026-11-23T09:00:00Z');
export const DAY = 86_400_000;

const release = (id: string, version: string, more: Partial<Release>): Release => ({
  id,
  workspace: 'T1',
  product: 'p1',
  version,
  title: '',
  stage: 'Beta',
  state: 'draft',
  notes: '',
  howTo: '',
  rollback: '',
  plannedFor: null,
  createdAt: NOW - 10 * DAY,
  createdBy: 'U1',
  announcedAt: null,
  announcedBy: null,
  changes: 1,
  ...more,
});

/** A piece of feedback on the first release. */
export const item = (text: string, more: Partial<FeedbackItem> = {}): FeedbackItem => ({
  id: text,
  workspace: 'T1',
  product: 'p1',
  release: 'r1',
  person: 'U2',
  speaker: null,
  text,
  about: null,
  source: 'thread',
  sourceId: text,
  link: null,
  quotable: false,
  createdAt: NOW - DAY,
  ...more,
});

/** What a record holds of some feedback. */
export const tallied = (items: readonly FeedbackItem[]): ProductRecord['feedback'] => ({
  counts: items.map((one) => ({ ...one, count: 1 })),
  people: new Map([['r1', new Set(items.flatMap(({ person }) => person ?? [])).size]]),
  quotes: items.filter(({ quotable }) => quotable),
});

/** What of some feedback was said after a moment. */
export const saidIn = (items: readonly FeedbackItem[], since = 0) => {
  const fresh = items.filter(({ createdAt }) => createdAt > since);
  return { count: fresh.length, quotes: fresh.filter(({ quotable }) => quotable) };
};

/** A bug of the first release. */
export const bug = (number: number, more: Partial<Bug> = {}): Bug => ({
  id: `b${number}`,
  workspace: 'T1',
  product: 'p1',
  number,
  title: `Bug <${number}>`,
  status: 'New',
  severity: null,
  release: 'r1',
  assignee: null,
  assigneeName: null,
  duplicateOf: null,
  fixedIn: null,
  story: '',
  saidBy: null,
  saidByName: null,
  private: false,
  sourceId: `s${number}`,
  place: 'C1',
  thread: null,
  link: null,
  path: '',
  alike: [],
  createdAt: NOW - 3 * DAY,
  updatedAt: NOW - DAY,
  triagedAt: null,
  fixes: 0,
  triages: 0,
  changes: 1,
  reporters: ['U2'],
  flags: [],
  ...more,
});

const product: ProductRecord['product'] = {
  id: 'p1',
  workspace: 'T1',
  name: 'atlas',
  announceChannel: 'C1',
  remote: 'https://example.com/atlas.git',
  branch: null,
  folder: '',
  roles: { planner: ['U1'], developer: [], advocate: [], designer: [] },
  timezone: 'UTC',
  createdAt: 0,
  createdBy: 'U1',
  version: 1,
};

/** A product of which nothing is known yet. */
export const nothing: ProductRecord = {
  product,
  releases: [],
  reach: new Map(),
  feedback: tallied([]),
  surveys: [],
  bugs: [],
  decisions: [],
  summary: 'waiting',
};

/** What people said about the product in the middle of a release. */
export const words: readonly FeedbackItem[] = [
  item('Charts are <b>unreadable</b>\nin the dark', {
    about: 'Usability',
    quotable: true,
    source: 'interview',
  }),
  item('Too slow', { about: 'Performance', quotable: true, person: null, source: 'interview' }),
  item('Secret words', { about: 'Performance' }),
  item('More secret words', { source: 'command' }),
  item('Old words', { createdAt: NOW - 20 * DAY }),
];

/** A product in the middle of a release: something of everything. */
export const busy: ProductRecord = {
  product,
  releases: [
    release('r2', '1.5.0', { createdAt: NOW - DAY }),
    release('r1', '1.4.0', {
      title: 'Faster *exports*',
      state: 'announced',
      announcedAt: NOW - 4 * DAY,
      announcedBy: 'U1',
    }),
  ],
  reach: new Map([['r1', { audience: 4, channels: 1, delivered: 3, failed: 1, acknowledged: 2 }]]),
  feedback: tallied(words),
  surveys: [
    {
      id: 's2',
      number: 2,
      name: 'S2',
      title: 'Would you recommend it?',
      template: 'NPS',
      release: 'r1',
      state: 'open',
      asked: 9,
      answered: 3,
      score: undefined,
      closesAt: null,
      quotes: [],
    },
    {
      id: 's1',
      number: 1,
      name: 'S1',
      title: 'Release pulse',
      template: 'Release pulse',
      release: 'r1',
      state: 'open',
      asked: 10,
      answered: 6,
      score: { label: 'Pulse', text: 'Pulse 4.1 of 5 (n = 6)', value: 4.1, n: 6 },
      closesAt: null,
      quotes: ['An answer in words'],
    },
  ],
  bugs: [
    bug(4, { private: true, title: 'Said in private' }),
    bug(3, { status: 'Withdrawn' }),
    bug(2, { status: 'Confirmed', severity: 'Blocker', triagedAt: NOW - 2 * DAY }),
    bug(1, { status: 'Fixed', severity: 'Minor', triagedAt: NOW - 2 * DAY, createdAt: NOW - 9 * DAY }),
  ],
  decisions: [
    {
      id: 'd1',
      workspace: 'T1',
      product: 'p1',
      release: 'r1',
      kind: 'Go',
      why: '- all checks pass\n- <b>nobody</b> objects',
      risks: '',
      by: 'U1',
      decidedAt: NOW - 5 * DAY,
      reviewOn: '2026-11-20',
    },
  ],
  summary: 'up to date',
};
