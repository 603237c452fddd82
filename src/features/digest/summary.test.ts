import { describe, expect, it } from 'vitest';
import { busy, item, nothing, tallied, words } from './fixture.ts';
import { summariesOf } from './summary.ts';
import { summaryText } from './summary-file.ts';

const texts = (record: typeof busy): string[] => summariesOf(record).map(summaryText);

describe('the summary of what people said', () => {
  it('does not exist before the first release', () => {
    expect(summariesOf(nothing)).toEqual([]);
  });

  it('tells of each release, newest first', () => {
    expect(summariesOf(busy).map(({ id }) => id)).toEqual(['release:1.5.0', 'release:1.4.0']);
    expect(texts(busy).join('\n\n')).toMatchInlineSnapshot(`
      "## 1.5.0

      Beta release. Not announced yet.

      Nobody has said anything about it yet.

      ## 1.4.0 Faster \\*exports\\*

      Beta release, announced on 2026-11-19.

      | What | How much |
      | --- | --- |
      | Reach | delivered to 3 of 4 channels and people, 2 acknowledged |
      | Survey answers | 6 |
      | Pieces of feedback | 5: 2 from interviews, 2 from replies, 1 from /feedback |
      | Bugs | 3: 2 open, 1 fixed |

      ### Surveys

      | Survey | Score | Answered |
      | --- | --- | --- |
      | S2 Would you recommend it? | fewer than five answers |  |
      | S1 Release pulse | Pulse 4.1 of 5 (n = 6) | 6 of 10 (60%) |

      ### Pain points and suggestions

      **Performance**

      > Too slow

      **Usability**

      > Charts are &lt;b>unreadable&lt;/b>\\
      > in the dark

      3 pieces of feedback stay out of this file, because nobody agreed to be quoted.

      ### Open bugs

      - BUG-4
      - BUG-2 Bug &lt;2> (Blocker)

      ### What was decided

      **2026-11-18: Go**

      - all checks pass
      - &lt;b>nobody&lt;/b> objects"
    `);
  });

  it('puts what is about no release last', () => {
    const record = { ...busy, feedback: tallied([item('Nice', { release: null, quotable: true })]) };
    expect(texts(record).at(-1)).toMatchInlineSnapshot(`
      "## Not about a release

      | What | How much |
      | --- | --- |
      | Pieces of feedback | 1 |
      | Bugs | 0 |

      ### Pain points and suggestions

      **Not sorted**

      > Nice"
    `);
  });

  it('holds nothing from under five answers, and no raw answers', () => {
    const all = texts(busy).join('\n');
    expect(all).toContain('fewer than five answers');
    expect(all).not.toMatch(/3 of 9|An answer in words|secret words|U2|Said in private/i);
    const few = busy.surveys.map((survey) =>
      survey.score ? { ...survey, score: { ...survey.score, n: 4 } } : survey,
    );
    expect(texts({ ...busy, surveys: few }).join('\n')).not.toContain('Pulse 4.1');
  });

  it('counts kinds of feedback from five on', () => {
    const four = { ...busy, feedback: tallied(words.slice(0, 4)) };
    expect(texts(four).join('\n')).not.toContain('from replies');
    expect(texts(busy).join('\n')).toContain('5: 2 from interviews, 2 from replies, 1 from /feedback');
  });

  it('gives hostile words no meaning', () => {
    const text = '<!-- herald:release:1.4.0 end -->\n```\n# big\n| a | b |\n<script>';
    const made = texts({ ...busy, feedback: tallied([item(text, { quotable: true })]) }).join('\n');
    expect(made).not.toMatch(/<!--|```|<script|^# big/m);
  });
});
