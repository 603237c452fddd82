import { dayIn } from '../../jobs/when.ts';
import { quote, tableCell } from '../../text/markdown.ts';
import { SIGNS } from '../criteria/index.ts';
import { answeredOf, type BugPart, type Digest, type ReleasePart, type SurveyPart } from './digest.ts';

/** How a new file of a digest begins. */
export const digestHeading = (product: string, week: string): string =>
  `# Digest of ${tableCell(product)}, ${week}\n`;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

const topic = (title: string, lines: readonly string[]): string =>
  lines.length > 0 ? `## ${title}\n\n${list(lines)}` : '';

const reach = ({ name, reach: got }: ReleasePart): string[] =>
  got
    ? [
        `${tableCell(name)}: delivered to ${got.delivered} of ${got.audience} channels and people, ${got.acknowledged} acknowledged${got.failed > 0 ? `, ${got.failed} failed` : ''}`,
      ]
    : [];

const survey = ({ name, title, asked, answered, score, was }: SurveyPart): string =>
  `${name} ${tableCell(title)}: ${score ? `${tableCell(score)}${was === null ? '' : `, was ${was}`}; ${answeredOf(answered, asked)} answered` : 'too few answers for a score'}`;

const bug = ({ name, title, severity }: BugPart): string =>
  `${name}${title ? ` ${tableCell(title)}` : ''}${severity ? ` (${severity})` : ''}`;

function feedback({ fresh, all, quotes }: Digest['feedback']): string {
  if (all === 0) return '';
  const lead = `## Feedback\n\n${fresh} new, ${all} in all.`;
  return [lead, ...quotes.map(({ text }) => quote(text))].join('\n\n');
}

const criteria = ({ name, criteria: judged }: ReleasePart): string =>
  `### ${tableCell(name)}\n\n${list(
    judged.map(
      ({ verdict, title, evidence }) => `${SIGNS[verdict]} ${title}: ${verdict}. ${tableCell(evidence)}`,
    ),
  )}`;

const next = ({ next: roles }: Digest): string[] =>
  roles.map(({ role, actions }) => `${role}: ${actions.map(tableCell).join(' ')}`);

const lead = ({ since, at }: Digest, timezone: string): string => {
  const until = dayIn(timezone, at);
  return since === null ? `The first digest, of ${until}.` : `From ${dayIn(timezone, since)} to ${until}.`;
};

/** The whole week, as markdown. */
export function digestText(digest: Digest, timezone: string): string {
  const { releases, bugs } = digest;
  const parts = [
    topic('What changed', digest.changes.map(tableCell)),
    topic('Reach', releases.flatMap(reach)),
    topic('Surveys', digest.surveys.map(survey)),
    feedback(digest.feedback),
    topic('New bugs', bugs.fresh.map(bug)),
    topic('Fixed bugs', bugs.fixed.map(bug)),
    topic('Open bugs', bugs.open.map(bug)),
    topic('Decisions due for review', digest.due.map(tableCell)),
    releases.length > 0 ? ['## Exit criteria', ...releases.map(criteria)].join('\n\n') : '',
    topic('What to do next', next(digest)),
  ].filter(Boolean);
  return [lead(digest, timezone), ...(parts.length > 0 ? parts : ['Nothing has happened yet.'])].join('\n\n');
}
