import { expect, it } from 'vitest';
import { interviewItems, isTalk } from './feedback.ts';

it.each([
  ['help', true],
  ['Help!', true],
  ['hi', true],
  ['release status', true],
  ['/release announce 1.4.0', true],
  ['/bugs', true],
  ['bugs', true],
  ['the export is slow', false],
  ['help is hard to find', false],
  ['release notes are too long', false],
  ['bugs everywhere', false],
  ['survey confusing', false],
  ['ok but slow', false],
])('tells talk to Herald from feedback: %s', (text, talk) => expect(isTalk(text)).toBe(talk));

it('lets only quotes be quoted', () => {
  const items = interviewItems(
    { who: 'Mira', notes: 'n', quotes: ['a', 'b'], quotable: true },
    { workspace: 'T', product: 'P', release: null, sourceId: 's' },
  );
  expect(items.map(({ text, quotable, sourceId }) => [text, quotable, sourceId])).toEqual([
    ['n', false, 's:notes'],
    ['a', true, 's:quote 1'],
    ['b', true, 's:quote 2'],
  ]);
});
