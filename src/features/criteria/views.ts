import { type Blocks, context, header, type Message, section, sections } from '../../slack/blocks.ts';
import { escapeText } from '../../slack/text.ts';
import { type Release, releaseName } from '../releases/index.ts';
import type { Criterion, Verdict } from './criteria.ts';

/** Verdicts are told by a sign and a word, never by colour. */
export const SIGNS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', 'not known': '?' };

const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'holds',
  fail: 'does not hold',
  'not known': 'not known',
};

/** How many of the criteria hold, as a sentence. */
export const standing = (criteria: readonly Criterion[]): string => {
  const n = criteria.filter(({ verdict }) => verdict === 'pass').length;
  return `${n} of ${criteria.length} exit criteria ${n === 1 ? 'holds' : 'hold'}.`;
};

const stateOf = (release: Pick<Release, 'state' | 'stage'>): string => `${release.state}, ${release.stage}`;

const full = ({ title, verdict, evidence, next }: Criterion): string =>
  [
    `${SIGNS[verdict]} *${title}*: ${WORDS[verdict]}`,
    escapeText(evidence),
    ...(next ? [`Next: ${escapeText(next)}`] : []),
  ].join('\n');

/** The exit criteria of a release with their evidence and the next action each. */
export function statusCard(release: Release, criteria: readonly Criterion[]): Message {
  const lead = `${standing(criteria)} What is not known does not count.`;
  const lines = criteria.map(full);
  return {
    text: [`*${escapeText(releaseName(release))}* (${stateOf(release)}). ${lead}`, ...lines].join('\n\n'),
    blocks: [
      header(releaseName(release)),
      context(`${stateOf(release)}. ${lead}`),
      ...lines.map((line) => section(line)),
    ],
  };
}

/** The exit criteria in one line: `✓ Released  ✗ Feedback …`. */
export const inOneLine = (criteria: readonly Criterion[]): string =>
  criteria.map(({ short, verdict }) => `${SIGNS[verdict]} ${short}`).join('  ');

/** What the list says of one release. */
export type Listed = {
  readonly release: Release;
  readonly openBugs: number;
  readonly score: string | undefined;
};

const MOST = 100;

const listed = ({ release, openBugs, score }: Listed): string =>
  `*${escapeText(releaseName(release))}*: ${stateOf(release)}, ${openBugs === 0 ? 'no open bugs' : `${openBugs} open ${openBugs === 1 ? 'bug' : 'bugs'}`}, ${score === undefined ? 'no score yet' : escapeText(score)}`;

/** All releases of a product, newest first. */
export function listMessage(product: string, releases: readonly Listed[]): Message {
  if (releases.length === 0) {
    const empty = `${escapeText(product)} has no releases yet. Prepare one with \`/release new 1.0.0\`, or announce one with \`/release announce 1.0.0\`.`;
    return { text: empty, blocks: [section(empty)] };
  }
  const older = releases.length - MOST;
  const lines = releases.slice(0, MOST).map(listed);
  if (older > 0) lines.push(`And ${older} older. 07_release_notes.md has them all.`);
  const text = lines.join('\n');
  return { text, blocks: [header(`Releases of ${product}`), ...sections(text)] };
}

/** What the Home tab says of the releases under way: each with its exit criteria and the first next action. */
export const underWay = (
  product: string,
  releases: readonly { release: Release; criteria: readonly Criterion[] }[],
): Blocks => [
  section(`*Releases of ${escapeText(product)} under way*`),
  ...releases.map(({ release, criteria }) => {
    const next = criteria.find((criterion) => criterion.verdict === 'fail')?.next;
    return section(
      [
        `*${escapeText(releaseName(release))}*: ${stateOf(release)}`,
        inOneLine(criteria),
        ...(next ? [`Next: ${escapeText(next)}`] : []),
      ].join('\n'),
    );
  }),
];
