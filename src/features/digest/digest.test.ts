import { describe, expect, it } from 'vitest';
import { digestOf, seenIn, weekOf } from './digest.ts';
import { digestText } from './file.ts';
import { bug, busy, DAY, item, NOW, nothing, saidIn, tallied, words } from './fixture.ts';
import { detailMessages, digestMessage } from './views.ts';

const seen = { at: NOW - 7 * DAY, verdicts: {}, scores: { s1: 3.9 }, fixed: [] };

describe('the digest', () => {
  it.each([
    ['2026-11-23T09:00:00Z', 'UTC', '2026-W48'],
    ['2026-11-22T23:30:00Z', 'Asia/Singapore', '2026-W48'],
    ['2026-11-23T03:00:00Z', 'America/New_York', '2026-W47'],
    ['2027-01-01T12:00:00Z', 'UTC', '2026-W53'],
  ])('of %s in %s is of week %s', (at, zone, week) => {
    expect(weekOf(Date.parse(at), zone)).toBe(week);
  });

  it('reads well when nothing has happened', () => {
    const empty = digestOf(nothing, saidIn([]), undefined, NOW);
    expect(digestMessage(empty, 'UTC').text).toMatchInlineSnapshot(`
      "*Digest of atlas, week 48*

      The first digest.

      Nothing has happened yet. Prepare a release with \`/release new 1.0.0\`, or announce one with \`/release announce 1.0.0\`."
    `);
    expect(detailMessages(empty)).toEqual([]);
    expect(digestText(empty, 'UTC')).toMatchInlineSnapshot(`
      "The first digest, of 2026-11-23.

      Nothing has happened yet."
    `);
  });

  it('tells what is new, how everything stands, and what to do next', () => {
    const full = digestOf(busy, saidIn(words, seen.at), seen, NOW);
    expect(digestMessage(full, 'UTC').text).toMatchInlineSnapshot(`
      "*Digest of atlas, week 48*

      Since 16 November 2026.

      *What changed*
      • 1.5.0 is being prepared.
      • 1.4.0 Faster *exports* was announced (Beta).
      • Go was decided about 1.4.0 Faster *exports*.
      • 1.4.0: "Feedback collected and documented" holds now.

      *Reach*
      • 1.4.0 Faster *exports*: delivered to 3 of 4, 2 acknowledged, 1 failed

      *Surveys*
      • S2 Would you recommend it?: 3 of 9 answered, too few for a score
      • S1 Release pulse: Pulse 4.1 of 5 (n = 6), was 3.9. 6 of 10 answered

      *Feedback*
      4 new pieces, 5 in all
      > Charts are &lt;b&gt;unreadable&lt;/b&gt; in the dark (Usability)
      > Too slow (Performance)

      *Bugs*
      2 new (BUG-4, BUG-2), 2 open, 1 fixed (BUG-1)

      *Decisions due for review*
      • Go about 1.4.0 Faster *exports*, due 2026-11-20

      *Exit criteria*
      • 1.5.0: ✗ Released  ✗ Feedback  ? Reproducible  ? Tracked  ✗ Decided
      • 1.4.0 Faster *exports*: ✗ Released  ✓ Feedback  ? Reproducible  ✗ Tracked  ✗ Decided

      *What to do next*
      • *Project Planner*: Triage BUG-4 with /bugs triage. Look again at the decision due for review: /release decide 1.4.0. Mend what failed: the progress message says why for each. /invite @Herald lets it into a channel.
      • *Senior Developer*: Fix BUG-2 before anything else.
      • *User Advocate*: Remind the 6 who have not answered: /survey remind S2. Remind the 4 who have not answered: /survey remind S1.
      • *System Designer*: Look at BUG-2: nobody is assigned."
    `);
    expect(detailMessages(full).map(({ text }) => text)).toMatchInlineSnapshot(`
      [
        "*1.5.0*
      ✗ Released to a meaningful audience: It has not been announced.
      ✗ Feedback collected and documented: 0 survey answers and 0 pieces of feedback. 5 are enough.
      ? Release logs and deployment steps reproducible: Herald has no record of a deployment of 1.5.0.
      ? Metrics and post-release issues tracked: No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet.
      ✗ Stakeholders can decide: It has not been announced, so nothing was decided after it.

      *1.4.0 Faster *exports**
      ✗ Released to a meaningful audience: Delivered to 3 of 4 channels and people. The target is 4.
      ✓ Feedback collected and documented: 9 survey answers and 5 pieces of feedback. The summary in the repository is up to date.
      ? Release logs and deployment steps reproducible: Herald has no record of a deployment of 1.4.0.
      ✗ Metrics and post-release issues tracked: BUG-4 has waited for triage longer than two days.
      ✗ Stakeholders can decide: Nothing has been decided since the announcement.

      *What people said*
      > Charts are &lt;b&gt;unreadable&lt;/b&gt; in the dark (Usability)
      > Too slow (Performance)

      *New bugs*
      • BUG-4
      • BUG-2 Bug &lt;2&gt; (Blocker)

      *Fixed bugs*
      • BUG-1 Bug &lt;1&gt; (Minor)

      *Open bugs*
      • BUG-4
      • BUG-2 Bug &lt;2&gt; (Blocker)",
      ]
    `);
    expect(digestText(full, 'UTC')).toMatchInlineSnapshot(`
      "From 2026-11-16 to 2026-11-23.

      ## What changed

      - 1.5.0 is being prepared.
      - 1.4.0 Faster \\*exports\\* was announced (Beta).
      - Go was decided about 1.4.0 Faster \\*exports\\*.
      - 1.4.0: "Feedback collected and documented" holds now.

      ## Reach

      - 1.4.0 Faster \\*exports\\*: delivered to 3 of 4 channels and people, 2 acknowledged, 1 failed

      ## Surveys

      - S2 Would you recommend it?: too few answers for a score
      - S1 Release pulse: Pulse 4.1 of 5 (n = 6), was 3.9; 6 of 10 answered

      ## Feedback

      4 new, 5 in all.

      > Charts are &lt;b>unreadable&lt;/b>\\
      > in the dark

      > Too slow

      ## New bugs

      - BUG-4
      - BUG-2 Bug &lt;2> (Blocker)

      ## Fixed bugs

      - BUG-1 Bug &lt;1> (Minor)

      ## Open bugs

      - BUG-4
      - BUG-2 Bug &lt;2> (Blocker)

      ## Decisions due for review

      - Go about 1.4.0 Faster \\*exports\\*, due 2026-11-20

      ## Exit criteria

      ### 1.5.0

      - ✗ Released to a meaningful audience: fail. It has not been announced.
      - ✗ Feedback collected and documented: fail. 0 survey answers and 0 pieces of feedback. 5 are enough.
      - ? Release logs and deployment steps reproducible: not known. Herald has no record of a deployment of 1.5.0.
      - ? Metrics and post-release issues tracked: not known. No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet.
      - ✗ Stakeholders can decide: fail. It has not been announced, so nothing was decided after it.

      ### 1.4.0 Faster \\*exports\\*

      - ✗ Released to a meaningful audience: fail. Delivered to 3 of 4 channels and people. The target is 4.
      - ✓ Feedback collected and documented: pass. 9 survey answers and 5 pieces of feedback. The summary in the repository is up to date.
      - ? Release logs and deployment steps reproducible: not known. Herald has no record of a deployment of 1.4.0.
      - ✗ Metrics and post-release issues tracked: fail. BUG-4 has waited for triage longer than two days.
      - ✗ Stakeholders can decide: fail. Nothing has been decided since the announcement.

      ## What to do next

      - Project Planner: Triage BUG-4 with /bugs triage. Look again at the decision due for review: /release decide 1.4.0. Mend what failed: the progress message says why for each. /invite @Herald lets it into a channel.
      - Senior Developer: Fix BUG-2 before anything else.
      - User Advocate: Remind the 6 who have not answered: /survey remind S2. Remind the 4 who have not answered: /survey remind S1.
      - System Designer: Look at BUG-2: nobody is assigned."
    `);
  });

  it('says that nothing changed, and tells no old news', () => {
    const again = digestOf(busy, saidIn(words, NOW), seenIn(busy, NOW), NOW + 60_000);
    expect(again).toMatchObject({ changes: [], feedback: { fresh: 0, quotes: [] } });
    expect(again.bugs).toMatchObject({ fresh: [], fixed: [] });
    expect(digestMessage(again, 'UTC').text).toContain(
      'Since 23 November 2026. No release and no decision changed.',
    );
  });

  it('tells of a criterion that turned', () => {
    const before = seenIn(busy, NOW - DAY);
    const decided = {
      ...busy,
      decisions: [
        { ...busy.decisions[0], id: 'd2', kind: 'Iterate', decidedAt: NOW } as never,
        ...busy.decisions,
      ],
    };
    expect(digestOf(decided, saidIn([]), before, NOW + 1).changes).toEqual([
      'Iterate was decided about 1.4.0 Faster *exports*.',
      '1.4.0: "Stakeholders can decide" holds now.',
    ]);
    expect(digestOf(busy, saidIn([]), seenIn(decided, NOW), NOW + 1).changes).toEqual([
      '1.4.0: "Stakeholders can decide" does not hold any more.',
    ]);
  });

  it('names nobody, and quotes only what may be quoted', () => {
    const full = digestOf(busy, saidIn(words), undefined, NOW);
    const all = [digestMessage(full, 'UTC'), ...detailMessages(full)].map(({ text }) => text).join('\n');
    for (const text of [all, digestText(full, 'UTC')]) {
      expect(text).not.toMatch(/secret words|U2|Said in private|An answer in words/i);
      expect(text).toContain('Too slow');
    }
  });

  it('shortens long words in Slack and keeps them whole in the repository', () => {
    const long = `${'wide '.repeat(600)}END`;
    const wordy = digestOf(busy, saidIn([item(long, { quotable: true })]), undefined, NOW);
    expect(digestMessage(wordy, 'UTC').text).not.toContain('END');
    expect(digestMessage(wordy, 'UTC').text).toContain('…');
    expect(digestText(wordy, 'UTC')).toContain('END');
  });

  it('keeps within what Slack takes, however much there is', () => {
    const many = Array.from({ length: 400 }, (_, at) => bug(at + 1, { title: '<&>'.repeat(40) }));
    const quotes = Array.from({ length: 100 }, (_, at) =>
      item(`${'<&>'.repeat(200)}${at}`, { quotable: true }),
    );
    const full = digestOf({ ...busy, bugs: many, feedback: tallied(quotes) }, saidIn(quotes), undefined, NOW);
    const messages = [digestMessage(full, 'UTC'), ...detailMessages(full)];
    for (const { blocks } of messages) {
      expect(blocks.length).toBeLessThan(50);
      expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    }
    const text = messages.map((one) => one.text).join('\n');
    expect(text).toContain('BUG-400');
    expect(text).toContain('BUG-200');
  });
});
