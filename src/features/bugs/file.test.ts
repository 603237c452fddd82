import { expect, it } from 'vitest';
import { aBug, aFlag } from './examples.ts';
import { bugFile, isBugPath, listFile } from './file.ts';

const history = [
  { id: '1', workspace: 'T1', bug: 'B1', at: 1_764_000_000_000, name: 'Ana', did: 'reported it' },
];

it('draws a bug', () => {
  expect(
    bugFile(aBug(), { version: '1.4.0', original: undefined, history, timezone: 'UTC' }),
  ).toMatchInlineSnapshot(`
    {
      "frontMatter": {
        "assignee": null,
        "duplicate_of": null,
        "fixed_in": null,
        "id": "BUG-1",
        "release": "1.4.0",
        "reported": "2025-11-24T16:00:00.000Z",
        "reporters": [
          "Name of U1",
        ],
        "severity": null,
        "source": "https://acme.slack.com/archives/C1/p11",
        "status": "New",
        "title": "Export <!channel> & | \`hangs\`",
        "updated": "2025-11-24T16:00:00.000Z",
      },
      "heading": "# BUG-1
    ",
      "placement": "first",
      "sections": [
        {
          "id": "story",
          "text": "**Export &lt;!channel> & \\| \\\`hangs\\\`**

    Ben &lt;b> wrote on 2025-11-24:

    > Export &lt;!channel> & \\| \\\`hangs\\\`\\
    > \\# at 99%\\
    > \\\`\\\`\\\`\\
    > &lt;b>

    - 2025-11-24: Ana reported it",
        },
      ],
    }
  `);
});

it('keeps what was said in a private channel out', () => {
  const bug = aBug({ private: true, flags: [aFlag('U1', { solved: 'yes' }), aFlag('U2')] });
  const [story] = bugFile(bug, { version: undefined, original: 3, history: [], timezone: 'UTC' }).sections;
  expect(story?.text).toMatchInlineSnapshot(`
    "**Export &lt;!channel> & \\| \\\`hangs\\\`**

    Reported in a private channel. What was said stays there.



    Solved for 1 of 1 who answered."
  `);
});

it('lists open bugs by severity and the rest below', () => {
  const all = [
    aBug({ number: 3, status: 'Fixed', fixedIn: '1.4.1' }),
    aBug({ number: 2, severity: 'Major', assigneeName: 'Cleo | x' }),
    aBug(),
  ];
  expect(listFile(all, 'UTC').sections[0]?.text).toMatchInlineSnapshot(`
    "2 open, 1 closed.

    ## Open

    | Bug | Title | Status | Severity | Reporters | Assignee | Fixed in | Updated |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | [BUG-2](BUG-0001-export-hangs.md) | Export &lt;!channel> & \\| \\\`hangs\\\` | New | Major | 1 | Cleo \\| x |  | 2025-11-24 |
    | [BUG-1](BUG-0001-export-hangs.md) | Export &lt;!channel> & \\| \\\`hangs\\\` | New |  | 1 |  |  | 2025-11-24 |

    ## Closed

    | Bug | Title | Status | Severity | Reporters | Assignee | Fixed in | Updated |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | [BUG-3](BUG-0001-export-hangs.md) | Export &lt;!channel> & \\| \\\`hangs\\\` | Fixed |  | 1 |  | 1.4.1 | 2025-11-24 |"
  `);
  expect(listFile([], 'UTC').sections[0]?.text).toBe('0 open, 0 closed.');
});

it('knows the file of a bug', () => {
  expect(isBugPath('bugs/BUG-0001-x.md')).toBe(true);
  expect(isBugPath('bugs/README.md')).toBe(false);
});
