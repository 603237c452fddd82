import { describe, expect, it } from 'vitest';
import { entered } from '../../slack/answers.ts';
import type { Message } from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import type { Survey, SurveyAnswer } from './survey.ts';
import { TEMPLATE_QUESTIONS } from './templates.ts';
import { failuresMessage, listMessage, readSurvey, startedNote } from './views.ts';
import { closedMessage, nudgeMessage, surveyMessage } from './views-message.ts';
import { resultsMessage } from './views-results.ts';
import { privacy } from './words.ts';

const NOON = Date.UTC(2026, 11, 1, 12);
const survey: Survey = {
  id: 's',
  workspace: 'T1',
  product: 'p',
  number: 7,
  title: 'How is <1.4.0>?',
  template: 'CSAT',
  release: 'r',
  about: 'Atlas 1.4.0 Faster & better',
  questions: TEMPLATE_QUESTIONS.CSAT,
  anonymous: false,
  salt: null,
  state: 'open',
  author: 'U1',
  timezone: 'UTC',
  createdAt: NOON,
  sentAt: NOON,
  closesAt: NOON + 7 * 86_400_000,
  closedAt: null,
  pausedAt: null,
  remindAt: NOON + 6 * 86_400_000,
  remindedAt: null,
  asked: 8,
  toChannel: false,
  answered: 6,
  shownAnswered: 6,
  shared: false,
};
const closed: Survey = { ...survey, state: 'closed', closedAt: NOON };
const answers: SurveyAnswer[] = ['5', '5', '4', '3', '1', '5'].map((csat, at) => ({
  id: at,
  workspace: 'T1',
  survey: 's',
  person: `U${at}`,
  answers: { csat, ...(at < 2 ? { why: `Because <!here> ${at}` } : {}) },
  day: '2026-12-01',
  at: NOON,
  released: true,
  late: false,
}));
const given = answers.map((one) => one.answers);

/** Everything that a reader sees, one block after the other. */
const read = (message: Message): string =>
  message.blocks
    .map((block) => {
      if (block.type === 'header') return `# ${block.text.text}`;
      if (block.type === 'section') return block.text?.text;
      if (block.type === 'context')
        return block.elements.map((one) => ('text' in one ? `(${one.text})` : '')).join(' ');
      if (block.type === 'actions')
        return block.elements.map((one) => (one.type === 'button' ? `[${one.text.text}]` : '')).join(' ');
      return block.type;
    })
    .join('\n');

describe('what people read of a survey', () => {
  it('asks', () =>
    expect(read(surveyMessage(survey, true))).toMatchInlineSnapshot(`
    "# How is <1.4.0>?
    <@U1> asks about Atlas 1.4.0 Faster &amp; better. 2 questions, about 1 minute.
    (It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.)
    [Answer] [Later]
    (6 of 8 have answered.)"
  `));
  it('asks anonymously after a rollback', () =>
    expect(
      read(surveyMessage({ ...survey, anonymous: true, pausedAt: NOON, answered: 0 }, false)),
    ).toMatchInlineSnapshot(`
      "# How is <1.4.0>?
      <@U1> asks about Atlas 1.4.0 Faster &amp; better. 2 questions, about 1 minute.
      (This release was rolled back. Answers are still taken, and marked as given afterwards. Anonymous. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.)
      [Answer] [Later]
      (Nobody has answered yet.)"
    `));
  it('reminds', () =>
    expect(read(nudgeMessage(survey, 'reminder'))).toMatchInlineSnapshot(`
    "A reminder: *How is &lt;1.4.0&gt;?* waits for your answer. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.
    <@U1> asks about Atlas 1.4.0 Faster &amp; better. 2 questions, about 1 minute.
    [Answer] [Later]"
  `));
  it('is closed', () =>
    expect(read(closedMessage(closed, given))).toMatchInlineSnapshot(`
    "# How is <1.4.0>?
    This survey is closed. 6 people answered.
    (Closed <!date^1796126400^{date_short_pretty} at {time}|2026-12-01 12:00 UTC>.)"
  `));
  it('is closed with its numbers', () =>
    expect(read(closedMessage({ ...closed, shared: true }, given))).toMatchInlineSnapshot(`
      "# How is <1.4.0>?
      This survey is closed. 6 people answered.
      *How satisfied are you with it?*
      \`\`\`
      1  ███░░░░░░░░░░░░░░░░░  1   17%
      2  ░░░░░░░░░░░░░░░░░░░░  0    0%
      3  ███░░░░░░░░░░░░░░░░░  1   17%
      4  ███░░░░░░░░░░░░░░░░░  1   17%
      5  ██████████░░░░░░░░░░  3   50%
      \`\`\`
      (Closed <!date^1796126400^{date_short_pretty} at {time}|2026-12-01 12:00 UTC>.)"
    `));
  it('says who sees what', () =>
    expect(privacy(survey)).toMatchInlineSnapshot(
      `"*Who sees this:* <@U1> and the people with a role in the product see your answers with your name. The repository and the digest get numbers only, from five answers on. You can change your answers until the survey closes. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>."`,
    ));
  it('says who sees what of an anonymous one', () =>
    expect(privacy({ ...survey, anonymous: true })).toMatchInlineSnapshot(
      `"*Who sees this:* this survey is anonymous. Herald keeps no link between you and your answers, so nobody can look it up, not even an administrator. Only somebody who runs the server and records all that it writes while people answer could work it out. Until the survey closes Herald knows that you have answered, so that nobody answers twice. Results are shown from five answers on. What you write is shown word for word. You cannot change your answers afterwards. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>."`,
    ));
  it('shows results', () =>
    expect(read(resultsMessage(closed, answers, true))).toMatchInlineSnapshot(`
    "# S7 How is <1.4.0>?
    *CSAT 67% (n = 6)*
    6 of 8 have answered. Response rate 75%.
    *How satisfied are you with it?*
    \`\`\`
    1  ███░░░░░░░░░░░░░░░░░  1   17%
    2  ░░░░░░░░░░░░░░░░░░░░  0    0%
    3  ███░░░░░░░░░░░░░░░░░  1   17%
    4  ███░░░░░░░░░░░░░░░░░  1   17%
    5  ██████████░░░░░░░░░░  3   50%
    \`\`\`
    *What is the main reason for your answer?*
    > Because &lt;!here&gt; 0
    > Because &lt;!here&gt; 1
    (CSAT about Atlas 1.4.0 Faster &amp; better. Closed.)
    [Show these numbers to everybody asked]"
  `));
  it('shows that nobody has answered', () =>
    expect(read(resultsMessage({ ...survey, answered: 0 }, [], false))).toMatchInlineSnapshot(`
      "# S7 How is <1.4.0>?
      *Nothing to show yet.*
      Nobody has answered yet. Response rate 0%.
      (CSAT about Atlas 1.4.0 Faster &amp; better. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.)"
    `));
  it('lists', () =>
    expect(read(listMessage('Atlas', [survey, closed]))).toMatchInlineSnapshot(`
    "# Surveys of Atlas
    *S7*  How is &lt;1.4.0&gt;?  (CSAT, open)
    6 of 8 have answered. It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.

    *S7*  How is &lt;1.4.0&gt;?  (CSAT, closed)
    6 of 8 have answered."
  `));
  it('says what happens when', () =>
    expect(
      read(
        startedNote(
          survey,
          {
            asked: [
              { destination: 'C1', person: null, sendAt: NOON },
              { destination: 'U2', person: 'U2', sendAt: NOON + 1 },
            ],
            held: [{ person: 'U3', reason: 'This is a bot. Bots cannot get direct messages.' }],
          },
          NOON,
        ),
      ),
    ).toMatchInlineSnapshot(`
      "*S7 How is &lt;1.4.0&gt;?* has started.
      *Now:* <#C1>
      *At nine in their own time:* <@U2>
      It closes <!date^1796731200^{date_short_pretty} at {time}|2026-12-08 12:00 UTC>.
      People asked by name who have not answered get one reminder, <!date^1796644800^{date_short_pretty} at {time}|2026-12-07 12:00 UTC>.
      *Not asked:* <@U3>. This is a bot. Bots cannot get direct messages.
      (See what comes back with \`/survey results S7\`.)"
    `));
  it('says whom it cannot reach', () =>
    expect(
      read(failuresMessage(survey, [{ destination: 'C1', reason: 'This channel is archived.' }])),
    ).toMatchInlineSnapshot(`
      "*S7 How is &lt;1.4.0&gt;?* could not be sent everywhere:
      <#C1>: This channel is archived."
    `));
});

describe('what is entered in "New survey"', () => {
  const field = (value: Record<string, unknown>) => ({ value: { type: 'x', ...value } });
  const enter = (more: Record<string, unknown>) =>
    readSurvey(
      entered({
        values: {
          title: field({ value: 'How?' }),
          template: field({ selected_option: { value: 'NPS' } }),
          to: field({ selected_conversations: ['C1', 'C1'] }),
          people: field({ selected_users: ['U1'] }),
          ...more,
        },
      }),
      NOON,
      (day) => Date.parse(day),
    );
  const wrong = (more: Record<string, unknown>): object => {
    try {
      enter(more);
    } catch (error) {
      if (error instanceof RefusedFields) return error.fields;
      throw error;
    }
    return {};
  };

  it('closes in a week and goes out now when nothing else is chosen', () =>
    expect(enter({})).toEqual({
      title: 'How?',
      template: 'NPS',
      release: null,
      destinations: ['C1', 'U1'],
      anonymous: false,
      closesAt: NOON + 7 * 86_400_000,
      sendAt: 'now',
    }));
  it.each([
    [{ title: field({ value: '🎉'.repeat(10_000) }) }, 'title', 'this has 10000.'],
    [{ title: field({ value: '  ' }) }, 'title', 'Give the survey a title.'],
    [{ template: field({ selected_option: { value: 'Nonsense' } }) }, 'template', 'Choose a template.'],
    [{ to: field({}), people: field({}) }, 'to', 'Choose at least one channel or person.'],
    [{ closes_on: field({ selected_date: '2026-11-30' }) }, 'closes', 'The day is over.'],
    [{ closes_on: field({ selected_date: 'nonsense' }) }, 'closes', 'The day is over.'],
  ])('refuses %#', (more, name, said) =>
    expect(wrong(more)).toEqual({ [name]: expect.stringContaining(said) }),
  );
});
