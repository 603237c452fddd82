import { expect, it } from 'vitest';
import type { Blocks } from '../../slack/blocks.ts';
import { codePoints } from '../../slack/text.ts';
import { aBug, aFlag } from './examples.ts';
import { bugNote, cardMessage, homeBlocks, listMessage } from './views.ts';
import { askMessage, fixedMessage } from './views-fix.ts';

it.each([
  [{}, 'BUG-1 logged', ['Triage', 'Not a bug', 'Same as…']],
  [{ status: 'Confirmed', triagedAt: 1 }, 'BUG-1 confirmed', ['Triage', 'Not a bug', 'Same as…']],
  [{ status: 'Fixed', fixedIn: '1.4.1' }, 'BUG-1 fixed in 1.4.1', ['Triage']],
  [{ status: 'Fixed' }, 'BUG-1 fixed', ['Triage']],
  [{ status: "Won't fix" }, "BUG-1 won't be fixed", ['Triage']],
  [{ status: 'Not a bug' }, 'BUG-1 is not a bug', ['Triage']],
  [{ status: 'Withdrawn', flags: [] }, 'BUG-1 withdrawn', []],
] as const)('draws the card of %j', (more, head, buttons) => {
  const card = cardMessage(aBug({ ...more, flags: 'flags' in more ? [] : [aFlag('U1')] }), undefined);
  expect(card.text).toContain(`*${head}*`);
  const row = card.blocks.find((block) => block.type === 'actions');
  const labels =
    row?.type === 'actions'
      ? row.elements.map((element) => ('text' in element ? element.text.text : ''))
      : [];
  expect(labels).toEqual(buttons);
});

it('draws a new card with its likely duplicates, and nothing that a person typed as a mention', () => {
  const alike = [{ number: 7, title: 'PDF <!here>', words: ['pdf', 'blank'] }];
  const card = cardMessage(aBug({ alike, flags: ['U1', 'U2', 'U3'].map((id) => aFlag(id)) }), undefined);
  expect(card).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "text": "*BUG-1 logged*  Export &lt;!channel&gt; &amp; | \`hangs\`",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "text": "Reported by <@U1>, <@U2> and <@U3>",
              "type": "mrkdwn",
              "verbatim": true,
            },
          ],
          "type": "context",
        },
        {
          "text": {
            "text": "Looks like:
    • BUG-7 PDF &lt;!here&gt; (both say “pdf”, “blank”)",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "action_id": "bugs.triage",
              "style": "primary",
              "text": {
                "emoji": true,
                "text": "Triage",
                "type": "plain_text",
              },
              "type": "button",
              "value": "B1",
            },
            {
              "action_id": "bugs.not_a_bug",
              "confirm": {
                "confirm": {
                  "emoji": true,
                  "text": "Close it",
                  "type": "plain_text",
                },
                "deny": {
                  "emoji": true,
                  "text": "Keep it",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": true,
                  "text": "It is then listed as not a bug. Triage brings it back.",
                  "type": "plain_text",
                },
                "title": {
                  "emoji": true,
                  "text": "Close BUG-1?",
                  "type": "plain_text",
                },
              },
              "text": {
                "emoji": true,
                "text": "Not a bug",
                "type": "plain_text",
              },
              "type": "button",
              "value": "B1",
            },
            {
              "action_id": "bugs.same_as",
              "text": {
                "emoji": true,
                "text": "Same as…",
                "type": "plain_text",
              },
              "type": "button",
              "value": "B1",
            },
          ],
          "type": "actions",
        },
      ],
      "text": "*BUG-1 logged* Export &lt;!channel&gt; &amp; | \`hangs\`
    Reported by <@U1>, <@U2> and <@U3>",
    }
  `);
  expect(cardMessage(aBug({ status: 'Duplicate' }), 4).text).toContain('*BUG-1 is the same as BUG-4*');
});

it('names ten reporters and counts the rest', () => {
  const flags = Array.from({ length: 12 }, (_, at) => aFlag(`U${at}`));
  expect(cardMessage(aBug({ flags }), undefined).text).toMatch(/<@U9> and 2 more$/);
});

it('shows the words of a form in its card', () => {
  const card = cardMessage(aBug({ sourceId: 'form:x', story: 'It <!here> breaks\nbadly' }), undefined);
  expect(JSON.stringify(card.blocks)).toContain('It &lt;!here&gt; breaks\\nbadly');
});

const size = (blocks: Blocks): number => codePoints(JSON.stringify(blocks));

it('shows the beginning of a very long story, and says so', () => {
  const long = aBug({ sourceId: 'form:x', story: '<&>'.repeat(3000) });
  const history = Array.from({ length: 40 }, (_, at) => ({
    id: String(at),
    workspace: 'T1',
    bug: 'B1',
    at,
    name: 'Ana',
    did: '&'.repeat(400),
  }));
  for (const { blocks } of [cardMessage(long, undefined), bugNote(long, undefined, history)]) {
    expect(size(blocks)).toBeLessThan(13_200);
    expect(JSON.stringify(blocks)).toContain('This is the beginning.');
    expect(JSON.stringify(blocks)).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
});

it('lists the open bugs by severity', () => {
  expect(listMessage('Atlas', []).text).toContain('No bugs yet.');
  const all = [
    aBug({ number: 3, status: 'Fixed' }),
    aBug({ number: 2, severity: 'Major', assignee: 'U9', triagedAt: 1, flags: [aFlag('U1'), aFlag('U2')] }),
    aBug(),
  ];
  expect(listMessage('Atlas', all).text).toMatchInlineSnapshot(`
    "2 open bugs, 1 closed. 1 not triaged yet: \`/bugs triage\`.
    *Major*
    • <https://acme.slack.com/archives/C1/p11|BUG-2> Export &lt;!channel&gt; &amp; | \`hangs\` · New · <@U9> · 2 reporters
    *No severity yet*
    • <https://acme.slack.com/archives/C1/p11|BUG-1> Export &lt;!channel&gt; &amp; | \`hangs\` · New"
  `);
});

it('lists forty of many and says so', () => {
  const many = Array.from({ length: 120 }, (_, at) => aBug({ number: at + 1, title: 'ü'.repeat(120) }));
  const list = listMessage('Atlas', many);
  expect(list.text).toContain('The worst 40 are shown');
  expect(list.blocks.length).toBeLessThan(50);
  const hostile = many.map((bug) => ({
    ...bug,
    title: '&'.repeat(120),
    link: `https://x.example/${'a'.repeat(80)}`,
  }));
  expect(size(listMessage('Atlas', hostile).blocks)).toBeLessThan(13_200);
});

it('asks after a fix, and counts the answers until it is open again', () => {
  const fixed = aBug({
    status: 'Fixed',
    fixedIn: '1.4.1',
    fixes: 1,
    flags: [aFlag('U1', { solved: 'yes' }), aFlag('U2')],
  });
  expect(askMessage(fixed).text).toMatchInlineSnapshot(`
    "*BUG-1 is fixed in 1.4.1*  Export &lt;!channel&gt; &amp; | \`hangs\`
    You reported it. Solved for you?"
  `);
  expect(JSON.stringify(fixedMessage(fixed).blocks)).toContain('Solved for 1 of 1 who answered.');
  expect(JSON.stringify(fixedMessage(aBug({ ...fixed, status: 'Confirmed' })).blocks)).not.toContain(
    '"actions"',
  );
});

it('shows one bug with what happened since', () => {
  const history = [
    { id: '1', workspace: 'T1', bug: 'B1', at: 1_764_000_000_000, name: 'Ana', did: 'reported it' },
  ];
  expect(bugNote(aBug(), undefined, history).text).toMatchInlineSnapshot(`
    "*<https://acme.slack.com/archives/C1/p11|BUG-1> logged*  Export &lt;!channel&gt; &amp; | \`hangs\`
    Reported by <@U1>
    • <!date^1764000000^{date_short_pretty} at {time}|2025-11-24 16:00 UTC>: Ana reported it"
  `);
});

it('draws a part of the Home tab only when there is something open', () => {
  expect(homeBlocks([aBug({ status: 'Fixed' })], 'U9')).toEqual([]);
  expect(
    homeBlocks([aBug(), aBug({ number: 2, severity: 'Blocker', assignee: 'U9' })], 'U9'),
  ).toMatchInlineSnapshot(`
    [
      {
        "text": {
          "emoji": true,
          "text": "Bugs",
          "type": "plain_text",
        },
        "type": "header",
      },
      {
        "text": {
          "text": "2 open bugs: 1 Blocker, 1 no severity yet.",
          "type": "mrkdwn",
          "verbatim": true,
        },
        "type": "section",
      },
      {
        "text": {
          "text": "*Assigned to you*
    • <https://acme.slack.com/archives/C1/p11|BUG-2> Export &lt;!channel&gt; &amp; | \`hangs\` · New · <@U9>",
          "type": "mrkdwn",
          "verbatim": true,
        },
        "type": "section",
      },
    ]
  `);
});
