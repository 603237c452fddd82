import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, quote, tableCell } from './markdown.ts';

const cases: readonly (readonly [string, string])[] = [
  ['plain words, 50% off & more', 'plain words, 50% off & more'],
  ['# not a heading', '\\# not a heading'],
  ['title\n=====', 'title\\\n\\====='],
  ['title\n---', 'title\\\n\\---'],
  ['- one\n* two', '- one\n- two'],
  ['- # one', '- \\# one'],
  ['-', '\\-'],
  ['1. first', '1\\. first'],
  ['> said', '\\> said'],
  ['```\ncode', '\\`\\`\\`\\\ncode'],
  ['~~~\ncode', '\\~\\~\\~\\\ncode'],
  ['<!-- herald:x end -->', '&lt;!-- herald:x end -->'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
  ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['[a](javascript:x) ![b](c)', '\\[a\\](javascript:x) !\\[b\\](c)'],
  ['snake_case and _soft_ *loud*', 'snake_case and \\_soft\\_ \\*loud\\*'],
  ['    four spaces', 'four spaces'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['مرحبا 🎉', 'مرحبا 🎉'],
];

const words = (node: { type: string; value?: string; children?: unknown }): string => {
  if (node.type === 'text') return node.value ?? '';
  if (node.type === 'break') return '\n';
  return Array.isArray(node.children) ? node.children.map(words).join('') : '';
};

describe('text of people in markdown', () => {
  it.each(cases)('%j', (typed, made) => {
    expect(escapeMarkdown(typed)).toBe(made);
  });

  it.each(cases.filter(([typed]) => !/^[-*] |^ |\n\n/.test(typed)))('reads as it was typed: %j', (typed) => {
    const tree = fromMarkdown(escapeMarkdown(typed));
    expect(tree.children.map((node) => node.type)).toEqual(['paragraph']);
    expect(words(tree)).toBe(typed);
  });

  it('quotes every line', () => {
    expect(quote('one\n\n# two')).toBe('> one\n>\n> \\# two');
  });

  it('keeps a cell on one line', () => {
    expect(tableCell('a | b\n`c`')).toBe('a \\| b \\`c\\`');
  });
});
