import { describe, expect, it } from 'vitest';
import { entered } from '../../slack/answers.ts';
import { RefusedFields } from '../../slack/errors.ts';
import type { Decision } from './decision.ts';
import { entryText, sectionOf } from './file.ts';
import { decisionCard, readDecision, reviewsDue } from './views.ts';

const decision: Decision = {
  id: '0d1c2b3a-0000-4000-8000-123456789abc',
  workspace: 'T1',
  product: 'p1',
  release: 'r1',
  kind: 'No-go',
  why: 'The export <crashes> & burns.\nTwice.',
  risks: '',
  by: 'U1',
  decidedAt: 0,
  reviewOn: null,
};
const release = { version: '1.4.0', title: 'Faster <exports>' };

const submitted = (values: Record<string, unknown>) =>
  entered({
    values: Object.fromEntries(
      Object.entries(values).map(([name, state]) => [name, { value: { type: 'x', ...(state as object) } }]),
    ),
  });
const problemsOf = (values: Record<string, unknown>): unknown => {
  try {
    return readDecision(submitted(values));
  } catch (error) {
    return error instanceof RefusedFields ? error.fields : error;
  }
};

describe('what people read about a decision', () => {
  it('is a card with the least that is known', () => {
    expect(decisionCard('atlas', decision, release)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": true,
              "text": "No-go: 1.4.0 Faster <exports>",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "text": "*Why*
      The export &lt;crashes&gt; &amp; burns.
      Twice.",
              "type": "mrkdwn",
              "verbatim": true,
            },
            "type": "section",
          },
          {
            "elements": [
              {
                "text": "atlas · decided by <@U1>",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
        ],
        "text": "No-go: 1.4.0 Faster &lt;exports&gt;, decided by <@U1>. Why: The export &lt;crashes&gt; &amp; burns. Twice.",
      }
    `);
  });

  it('is a card with risks and a review date, about the product', () => {
    const full = { ...decision, kind: 'Go' as const, risks: 'Slow <disks>.', reviewOn: '2026-12-01' };
    expect(decisionCard('atlas', full, undefined).text).toMatchInlineSnapshot(
      `"Go: atlas, decided by <@U1>. Why: The export &lt;crashes&gt; &amp; burns. Twice. Risks: Slow &lt;disks&gt;. Review on 2026-12-01."`,
    );
  });

  it.each(['<&>'.repeat(1000), '&'.repeat(3000), '🎉'.repeat(3000)])('cuts nothing of %.6s…', (why) => {
    const { blocks } = decisionCard('atlas', { ...decision, why, risks: why }, release);
    const shown = blocks.flatMap((block) => (block.type === 'section' && block.text ? [block.text] : []));
    const whole = shown.map(({ type, text }) =>
      type === 'plain_text'
        ? text
        : text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    );
    expect(whole.filter((text) => text.endsWith(why))).toHaveLength(2);
  });

  it('is a line with a button while it is due for review', () => {
    const due = { ...decision, reviewOn: '2026-11-20' };
    expect(reviewsDue('atlas', [{ decision: due, name: '1.4.0' }])).toMatchInlineSnapshot(`
      [
        {
          "text": {
            "text": "*Decisions due for review in atlas*",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "accessory": {
            "action_id": "decisions.decide/0d1c2b3a-0000-4000-8000-123456789abc",
            "text": {
              "emoji": true,
              "text": "Review",
              "type": "plain_text",
            },
            "type": "button",
            "value": "p1 r1",
          },
          "text": {
            "text": "No-go: 1.4.0, due 2026-11-20
      The export &lt;crashes&gt; &amp; burns. Twice.",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
      ]
    `);
  });

  it('is an entry of the logbook', () => {
    const entry = {
      decision,
      day: '2026-11-23',
      name: '1.4.0 Faster <exports>',
      who: 'Ana *S*',
      alone: false,
    };
    expect(sectionOf(decision)).toBe('decision:0d1c2b3a0000');
    expect(entryText(entry)).toMatchInlineSnapshot(`
      "## 2026-11-23: No-go, 1.4.0 Faster &lt;exports>

      **Why**

      The export &lt;crashes> & burns.\\
      Twice.

      **Risks**

      None were named.

      Decided by Ana \\*S\\*. No review date was set."
    `);
  });
});

describe('what people enter about a decision', () => {
  const kind = { selected_option: { value: 'Go' } };

  it('is read', () => {
    expect(
      problemsOf({ kind, why: { value: ' Fine.\r\nReally. ' }, review_on: { selected_date: '2026-12-01' } }),
    ).toEqual({ kind: 'Go', why: 'Fine.\nReally.', risks: '', reviewOn: '2026-12-01' });
  });

  it.each([
    [{}, { kind: 'Choose what was decided.', why: 'Say why. One sentence is enough.' }],
    [
      { kind: { selected_option: { value: 'Maybe' } }, why: { value: 'x' } },
      { kind: 'Choose what was decided.' },
    ],
    [
      { kind, why: { value: 'w'.repeat(10_000) }, risks: { value: '🎉'.repeat(3001) } },
      {
        why: 'At most 3,000 characters; this has 10,000.',
        risks: 'At most 3,000 characters; this has 3,001.',
      },
    ],
    [{ kind, why: { value: 'x' }, review_on: { selected_date: 'soon' } }, { review_on: 'Choose a day.' }],
  ])('is refused at its fields %#', (values, problems) => {
    expect(problemsOf(values)).toEqual(problems);
  });
});
