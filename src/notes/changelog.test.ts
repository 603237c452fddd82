import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChangelog } from './changelog.ts';

const read = (text: string) =>
  parseChangelog(text).map(({ version, entries }) => [
    version,
    entries.map((entry) => [entry.section, entry.text]),
  ]);

describe('parseChangelog', () => {
  it('reads a generated changelog with compare links, scopes, pulls and commits', () => {
    const [section] = parseChangelog(
      [
        '# [2.1.0](https://github.com/o/r/compare/v2.0.0...v2.1.0) (2024-05-01)',
        '### Bug Fixes',
        '* **api:** close the socket ([#12](https://github.com/o/r/issues/12)) ([abc1234](https://github.com/o/r/commit/abc1234def)), closes [#3](https://github.com/o/r/issues/3)',
      ].join('\n\n'),
    );
    expect(section).toMatchObject({ version: '2.1.0', compareFrom: 'v2.0.0' });
    expect(section?.entries).toEqual([
      {
        text: 'api: close the socket',
        section: 'fix',
        heading: 'Bug Fixes',
        numbers: [12],
        shas: ['abc1234'],
        scopeStyle: 'bold',
        type: null,
      },
    ]);
  });

  it('keeps patch releases written one level deeper apart', () => {
    const text =
      '# [2.0.0](u/compare/v1.9.0...v2.0.0)\n\n* one\n\n## [1.9.1](u/compare/v1.9.0...v1.9.1) (2024-01-01)\n\n* two\n';
    expect(read(text)).toEqual([
      ['2.0.0', [['other', 'one']]],
      ['1.9.1', [['other', 'two']]],
    ]);
  });

  it('reads Keep a Changelog and leaves the unreleased part out', () => {
    const text =
      '## [Unreleased]\n### Added\n- Secret\n\n## [1.1.0] - 2024-01-01\n### Added\n- A flag\n### Fixed\n- A leak\n\n  It was bad.\n';
    expect(read(text)).toEqual([
      [
        '1.1.0',
        [
          ['feat', 'A flag'],
          ['fix', 'A leak'],
        ],
      ],
    ]);
  });

  it('reads underlined, bare and reStructuredText releases', () => {
    expect(read('4.1.2 / 2022-10-08\n==========\n\n  * Fix a\n    - detail\n')).toEqual([
      ['4.1.2', [['other', 'Fix a']]],
    ]);
    expect(read('v1.1.0 - November 20, 2015\n\n* Fix: Undo it (Jane Q. Doe)\n')).toEqual([
      ['1.1.0', [['fix', 'Fix: Undo it']]],
    ]);
    const [rst] = parseChangelog(
      'Version 2.2.0\n-------------\n\n-   Drop ``old`` code.\n    It was old. :pr:`4337`\n',
    );
    expect(rst?.entries[0]).toMatchObject({ text: 'Drop old code. It was old.', numbers: [4337] });
  });

  it('takes the pulls under a package name for the entries, and sections from inline tags', () => {
    const nested = '## 1.2.0\n#### :bug: Bug Fix\n* `core`\n  * [#7](u/pull/7) Stop the loop ([@jane](u))\n';
    expect(read(nested)).toEqual([['1.2.0', [['fix', 'Stop the loop']]]]);
    expect(read('## 2.42.0\n* [FEATURE] Add a query. #55\n* [BUGFIX] Mend it. #56\n')).toEqual([
      [
        '2.42.0',
        [
          ['feat', 'Add a query.'],
          ['fix', 'Mend it.'],
        ],
      ],
    ]);
  });

  it('strips credits and marks shouted breaking changes', () => {
    const text =
      '## 1.0.0\n### Features\n- `[core]` [**BREAKING**] Drop x ([#9](u/pull/9))\n- Add y by @jane in https://github.com/o/r/pull/8\n';
    const entries = parseChangelog(text)[0]?.entries ?? [];
    expect(entries.map((entry) => [entry.section, entry.text, entry.numbers])).toEqual([
      ['breaking', '[core] [BREAKING] Drop x', [9]],
      ['feat', 'Add y', [8]],
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('# 1.0.0', '* a', '  - b', '---', '```', '## [', '|x|', ' ', '#1', 'é')),
        (parts) => {
          expect(Array.isArray(parseChangelog(parts.join('\n')))).toBe(true);
        },
      ),
    );
  });
});
