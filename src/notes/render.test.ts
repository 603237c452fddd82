import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, renderMarkdown } from './render.ts';
import type { NotesEntry } from './types.ts';

const entry = (over: Partial<NotesEntry>): NotesEntry => ({
  commit: 'abcdef1234567890abcdef1234567890abcdef12',
  commits: [],
  pullRequest: null,
  section: 'feat',
  heading: 'Features',
  text: 'a thing',
  breaking: false,
  scope: null,
  ...over,
});

describe('renderMarkdown', () => {
  it('puts breaking changes first and links pulls and commits', () => {
    const markdown = renderMarkdown(
      [
        entry({ pullRequest: 7, text: 'api: add x', scope: 'api' }),
        entry({ section: 'breaking', heading: 'Breaking changes' }),
      ],
      'https://github.com/o/r',
    );
    expect(markdown).toBe(
      [
        '### Breaking changes',
        '',
        '- a thing ([abcdef1](https://github.com/o/r/commit/abcdef1234567890abcdef1234567890abcdef12))',
        '',
        '### Features',
        '',
        '- **api:** add x ([#7](https://github.com/o/r/pull/7), [abcdef1](https://github.com/o/r/commit/abcdef1234567890abcdef1234567890abcdef12))',
        '',
      ].join('\n'),
    );
  });

  it('speaks of merge requests on GitLab and needs no address', () => {
    expect(renderMarkdown([entry({ pullRequest: 7 })], 'https://gitlab.example.com/o/r')).toContain(
      '[!7](https://gitlab.example.com/o/r/-/merge_requests/7)',
    );
    expect(renderMarkdown([entry({ pullRequest: 7 })], null)).toContain('(#7, abcdef1)');
    expect(renderMarkdown([], null)).toBe('No changes to tell of.\n');
  });
});

describe('escapeMarkdown', () => {
  it('defuses mentions and HTML, also inside code', () => {
    expect(escapeMarkdown('ping <!channel> & <b>')).toBe('ping &lt;!channel&gt; &amp; &lt;b&gt;');
    expect(escapeMarkdown('`<!channel>`')).not.toContain('<!');
    expect(escapeMarkdown('keep `<Link />`')).toBe('keep `<Link />`');
  });

  it('leaves every line without a backtick one paragraph of the same text', () => {
    const words = fc.string().map((text) => `x${text.replace(/[\p{C}\s`]+/gu, ' ').trim()}`);
    fc.assert(
      fc.property(words, (text) => {
        const tree = fromMarkdown(escapeMarkdown(text));
        const [paragraph] = tree.children;
        expect(tree.children).toHaveLength(1);
        const parts = paragraph?.type === 'paragraph' ? paragraph.children : [];
        expect(parts.map((part) => (part.type === 'text' ? part.value : `?${part.type}`)).join('')).toBe(
          text,
        );
      }),
    );
  });
});
