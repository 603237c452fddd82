import { describe, expect, it } from 'vitest';
import { codePoints, escapeText, escapeWithin, pieces, unescapeText } from './text.ts';

describe('pieces', () => {
  it.each(['a b\nc d', '<&>'.repeat(50), 'é🎉'.repeat(50), '&'.repeat(100), 'x & y; '.repeat(20)])(
    'lose nothing of %j, and tear no escape',
    (text) => {
      const made = pieces(escapeText(text), 16);
      expect(made.join('')).toBe(escapeText(text));
      for (const piece of made) {
        expect(codePoints(piece)).toBeLessThanOrEqual(16);
        expect(piece).not.toMatch(/&(?!amp;|lt;|gt;)/);
      }
    },
  );
});

describe('escapeWithin', () => {
  it('leaves what fits', () => expect(escapeWithin('a < b', 10)).toBe('a &lt; b'));

  it.each(['&'.repeat(500), '<🎉>'.repeat(200), 'plain '.repeat(100)])('cuts %j whole', (text) => {
    const made = escapeWithin(text, 100);
    expect(codePoints(made)).toBeLessThanOrEqual(100);
    expect(made).toMatch(/…$/);
    expect(text.startsWith(unescapeText(made.slice(0, -1)))).toBe(true);
  });
});
