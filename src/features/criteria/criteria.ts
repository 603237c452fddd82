import type { Reach } from '../announcements/index.ts';
import type { DecisionKind } from '../decisions/index.ts';
import type { SummaryState } from './record.ts';

/** Not known never counts as pass. */
export type Verdict = 'pass' | 'fail' | 'not known';

/** One exit criterion of a release, with the evidence and the cheapest next action; none when it holds. */
export type Criterion = {
  readonly id: 'released' | 'feedback' | 'reproducible' | 'tracked' | 'decided';
  readonly title: string;
  /** For where there is room for a few words only. */
  readonly short: string;
  readonly verdict: Verdict;
  readonly evidence: string;
  readonly next: string | undefined;
};

/** What the criteria look at; times in milliseconds since 1970, UTC. */
export type Facts = {
  readonly version: string;
  readonly announcedAt: number | null;
  readonly reach: Reach;
  /** People who pressed "Got it" or answered; at least this many. */
  readonly responded: number;
  readonly items: number;
  readonly answers: number;
  readonly summary: SummaryState;
  /** Bugs that nobody has triaged. */
  readonly untriaged: readonly { readonly name: string; readonly since: number }[];
  /** The newest decision since the announcement. */
  readonly decision: DecisionKind | undefined;
  readonly now: number;
};

/** The reach that is set beforehand: the share of the audience that the announcement must get to, and how many must say so. */
export const REACH = { delivered: 0.8, responded: 0.5 } as const;

/** So many answers and pieces of feedback are enough to learn from; fewer could be told apart (PRODUCT.md, section 5). */
export const ENOUGH = 5;

/** How long a bug may wait for triage: two days, in milliseconds. */
export const TRIAGE_WITHIN = 2 * 86_400_000;

type Judged = Pick<Criterion, 'verdict' | 'evidence' | 'next'>;

const pass = (evidence: string): Judged => ({ verdict: 'pass', evidence, next: undefined });
const fail = (evidence: string, next: string): Judged => ({ verdict: 'fail', evidence, next });
const notKnown = (evidence: string, next: string): Judged => ({ verdict: 'not known', evidence, next });

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function released({ version, announcedAt, reach, responded }: Facts): Judged {
  if (announcedAt === null)
    return fail('It has not been announced.', `Announce it with /release announce ${version}.`);
  const { audience, delivered, failed } = reach;
  const got = `Delivered to ${delivered} of ${audience} channels and people.`;
  if (audience === 0 || audience > delivered + failed)
    return notKnown(`${got} The rest is on its way.`, 'Wait until everything is sent, then look again.');
  if (delivered < audience * REACH.delivered)
    return fail(
      `${got} The target is ${Math.ceil(audience * REACH.delivered)}.`,
      'Mend what failed: the progress message says why for each. /invite @Herald lets it into a channel.',
    );
  const target = Math.ceil(audience * REACH.responded);
  const heard = `${got} ${count(responded, 'person has', 'people have')} acknowledged or answered; the target is ${target}.`;
  if (responded < target)
    return fail(heard, 'Ask people in the announcement channel to press "Got it" or to answer.');
  return pass(heard);
}

function feedback({ items, answers, summary }: Facts): Judged {
  const got = `${count(answers, 'survey answer', 'survey answers')} and ${count(items, 'piece', 'pieces')} of feedback.`;
  if (items + answers < ENOUGH)
    return fail(
      `${got} ${ENOUGH} are enough.`,
      'Ask with /survey new, or say in the channel that /feedback is open.',
    );
  switch (summary) {
    case 'up to date':
      return pass(`${got} The summary in the repository is up to date.`);
    case 'on its way':
      return pass(`${got} The summary is on its way into the repository.`);
    case 'waiting':
      return fail(
        `${got} The summary is not in the repository yet.`,
        'Wait for the next commit, then look again.',
      );
    case 'left alone':
      return fail(
        `${got} Herald cannot write the summary.`,
        'Mend 07_feedback_summary.md. Then type /release setup and press Save.',
      );
    case 'no repository':
      return fail(`${got} There is no repository for the summary.`, 'Set one with /release setup.');
  }
}

const reproducible = ({ version }: Facts): Judged =>
  notKnown(
    `Herald has no record of a deployment of ${version}.`,
    'Write commit, steps and rollback into 07_release_notes.md.',
  );

function tracked({ untriaged, now }: Facts): Judged {
  const late = untriaged.filter(({ since }) => now - since > TRIAGE_WITHIN).map(({ name }) => name);
  const [first] = late;
  if (first)
    return fail(
      `${late.slice(0, 5).join(', ')}${late.length > 5 ? ` and ${late.length - 5} more` : ''} ${late.length === 1 ? 'has' : 'have'} waited for triage longer than two days.`,
      'Go through them with /bugs triage.',
    );
  return notKnown(
    'No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet.',
    'Look at your own dashboards before you decide.',
  );
}

function decided({ version, announcedAt, decision }: Facts): Judged {
  if (decision) return pass(`${decision} was decided after the announcement.`);
  return fail(
    announcedAt === null
      ? 'It has not been announced, so nothing was decided after it.'
      : 'Nothing has been decided since the announcement.',
    announcedAt === null
      ? `Announce it with /release announce ${version}.`
      : `Record a decision with /release decide ${version}.`,
  );
}

const CRITERIA: readonly (Pick<Criterion, 'id' | 'title' | 'short'> & {
  readonly judge: (facts: Facts) => Judged;
})[] = [
  { id: 'released', title: 'Released to a meaningful audience', short: 'Released', judge: released },
  { id: 'feedback', title: 'Feedback collected and documented', short: 'Feedback', judge: feedback },
  {
    id: 'reproducible',
    title: 'Release logs and deployment steps reproducible',
    short: 'Reproducible',
    judge: reproducible,
  },
  {
    id: 'tracked',
    title: 'Metrics and post-release issues tracked',
    short: 'Tracked',
    judge: tracked,
  },
  { id: 'decided', title: 'Stakeholders can decide', short: 'Decided', judge: decided },
];

/** The five exit criteria of a release, in the order of the specification. */
export const judge = (facts: Facts): Criterion[] =>
  CRITERIA.map(({ id, title, short, judge: judged }) => ({ id, title, short, ...judged(facts) }));
