import { describe, expect, it } from 'vitest';
import { similar } from './similar.ts';

const titles = [
  'Export to PDF hangs at 99%',
  'The search field loses focus',
  'PDF exports are blank on Safari',
  'Login page is blank',
  'Cannot log in after the update',
];
const found = (text: string, most?: number) =>
  similar(text, titles, (title) => title, most).map(({ item, words }) => [item, ...words]);

describe('similar', () => {
  it('finds texts by the rare words that they share, and says which', () => {
    expect(found('Exporting a PDF is blank')).toEqual([
      ['PDF exports are blank on Safari', 'exporting', 'pdf', 'blank'],
      ['Export to PDF hangs at 99%', 'exporting', 'pdf'],
    ]);
  });

  it('keeps to the most that is wanted', () => expect(found('Exporting a PDF is blank', 1)).toHaveLength(1));

  it.each(['', '🎉🎉', 'the and for', 'Dark mode please', 'blank'.repeat(2000)])(
    'finds nothing for %j',
    (text) => expect(found(text)).toEqual([]),
  );

  it('reads other scripts', () =>
    expect(similar('הייצוא תקוע לגמרי', ['הייצוא תקוע', 'חיפוש'], (title) => title)).toHaveLength(1));

  it('gives a likeness from 0 to 1', () =>
    expect(similar('search focus', ['search focus'], (title) => title)[0]?.likeness).toBe(1));
});
