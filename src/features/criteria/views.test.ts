import { describe, expect, it } from 'vitest';
import type { Release } from '../releases/index.ts';
import { judge } from './criteria.ts';
import { listMessage, statusCard, underWay } from './views.ts';

const release = (version: string, more: Partial<Release> = {}): Release => ({
  id: version,
  workspace: 'T1',
  product: 'p1',
  version,
  title: '',
  stage: 'Beta',
  state: 'announced',
  notes: '',
  howTo: '',
  rollback: '',
  plannedFor: null,
  createdAt: 0,
  createdBy: 'U1',
  announcedAt: 0,
  announcedBy: 'U1',
  changes: 1,
  ...more,
});

const criteria = judge({
  version: '1.4.0',
  announcedAt: 1,
  reach: { audience: 4, channels: 1, delivered: 4, failed: 0, acknowledged: 2 },
  responded: 2,
  items: 1,
  answers: 0,
  summary: 'up to date',
  untriaged: [],
  decision: undefined,
  now: 2,
});

describe('what people read about exit criteria', () => {
  it('is one card', () => {
    expect(statusCard(release('1.4.0', { title: 'Faster <exports>' }), criteria).text).toMatchInlineSnapshot(`
      "*1.4.0 Faster &lt;exports&gt;* (announced, Beta). 1 of 5 exit criteria holds. What is not known does not count.

      ✓ *Released to a meaningful audience*: holds
      Delivered to 4 of 4 channels and people. 2 people have acknowledged or answered; the target is 2.

      ✗ *Feedback collected and documented*: does not hold
      0 survey answers and 1 piece of feedback. 5 are enough.
      Next: Ask with /survey new, or say in the channel that /feedback is open.

      ? *Release logs and deployment steps reproducible*: not known
      Herald has no record of a deployment of 1.4.0.
      Next: Write commit, steps and rollback into 07_release_notes.md.

      ? *Metrics and post-release issues tracked*: not known
      No bug has waited for triage longer than two days. Herald gets no usage or error numbers yet.
      Next: Look at your own dashboards before you decide.

      ✗ *Stakeholders can decide*: does not hold
      Nothing has been decided since the announcement.
      Next: Record a decision with /release decide 1.4.0."
    `);
  });

  it('is a line for each release', () => {
    const listed = [
      { release: release('1.4.0', { title: 'Faster & better' }), openBugs: 1, score: 'NPS 40 (n = 5)' },
      { release: release('1.3.0', { state: 'withdrawn' }), openBugs: 0, score: undefined },
      { release: release('1.2.0', { state: 'closed' }), openBugs: 3, score: undefined },
    ];
    expect(listMessage('atlas', listed).text).toMatchInlineSnapshot(`
      "*1.4.0 Faster &amp; better*: announced, Beta, 1 open bug, NPS 40 (n = 5)
      *1.3.0*: withdrawn, Beta, no open bugs, no score yet
      *1.2.0*: closed, Beta, 3 open bugs, no score yet"
    `);
  });

  it('says what to type when there is no release', () => {
    expect(listMessage('atlas', []).text).toMatchInlineSnapshot(
      `"atlas has no releases yet. Prepare one with \`/release new 1.0.0\`, or announce one with \`/release announce 1.0.0\`."`,
    );
  });

  it('lists a hundred and counts the rest', () => {
    const many = Array.from({ length: 130 }, (_, at) => ({
      release: release(`1.${at}.0`, { title: 'x'.repeat(140) }),
      openBugs: 0,
      score: undefined,
    }));
    const { text, blocks } = listMessage('atlas', many);
    expect(text).toContain('And 30 older.');
    expect(blocks.length).toBeLessThan(50);
  });

  it('is short on the Home tab', () => {
    expect(underWay('atlas', [{ release: release('1.4.0'), criteria }])).toMatchInlineSnapshot(`
      [
        {
          "text": {
            "text": "*Releases of atlas under way*",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "text": {
            "text": "*1.4.0*: announced, Beta
      ✓ Released  ✗ Feedback  ? Reproducible  ? Tracked  ✗ Decided
      Next: Ask with /survey new, or say in the channel that /feedback is open.",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
      ]
    `);
  });
});
