import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { readSections } from '../git/sections.ts';
import { safeMarkdown } from './foreign-markdown.ts';

describe('markdown that a person wrote', () => {
  it.each([
    ['plain text', 'Plain *text* with `code`.', 'Plain *text* with `code`.'],
    ['HTML is shown', 'a <b>bold</b> claim', 'a &lt;b>bold&lt;/b> claim'],
    ['HTML in code stays', '`<b>`', '`<b>`'],
    ['a marker is shown', '<!-- herald:release:1 end -->', '&lt;!-- herald:release:1 end -->'],
    ['headings go below', '# One\n\n## Two', '#### One\n\n#### Two'],
    ['a closed fence stays', '```\ncode\n```', '```\ncode\n```'],
    ['an open fence is closed', '```js\ncode', '```js\ncode\n```'],
    ['CRLF becomes LF', 'a\r\nb', 'a\nb'],
  ])('%s', (_name, given, wanted) => expect(safeMarkdown(given, 3)).toBe(wanted));

  it('never breaks out of the section that holds it', () => {
    const piece = fc.constantFrom(
      '<!-- herald:x end -->',
      '<!-- herald:x start -->',
      '```',
      '~~~~',
      '<script>',
      '<!--',
      '-->',
      '# h',
      '> q',
      '- item',
      '    indented',
      'שלום',
      '🎉',
      '\n',
      ' ',
      'word',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const inner = safeMarkdown(pieces.join(''), 3);
        const document = `# Ours\n\n<!-- herald:x start -->\n${inner}\n<!-- herald:x end -->\n\nAfter.\n`;
        expect([...(readSections(document)?.keys() ?? [])]).toEqual(['x']);
        expect(fromMarkdown(document).children.at(-1)).toMatchObject({ type: 'paragraph' });
      }),
      { numRuns: 2000 },
    );
  });
});
