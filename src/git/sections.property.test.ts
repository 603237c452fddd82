import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locate } from './managed/locate.ts';
import { mergeSections } from './sections.ts';

const eol = fc.constantFrom('\n', '\r\n');
const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    '# Title',
    '## Part',
    '- item',
    '  - deeper',
    '> quote',
    '```',
    '~~~md',
    '---',
    '| a | b |',
    '\ttab',
  ),
  fc.constantFrom(
    '<details>',
    '<!-- note -->',
    'emoji 👩‍👩‍👧 é',
    'Title',
    '===',
    '1. one',
    '    code',
    '\u0000',
    '<!-- open',
    '-->',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const ids = ['r3', 'r2', 'r1'] as const;
const block = fc
  .record({ id: fc.constantFrom(...ids), body: fc.constantFrom('', 'old', 'by hand', 'old\nlines') })
  .map(({ id, body }) => [
    '',
    `<!-- herald:${id} start -->`,
    ...body.split('\n'),
    `<!-- herald:${id} end -->`,
    '',
  ]);
const lines = fc.array(
  fc.oneof({ weight: 4, arbitrary: line.map((text) => [text]) }, { weight: 1, arbitrary: block }),
  { maxLength: 14 },
);

const document = fc
  .record({ bom: fc.boolean(), lines, eols: fc.array(eol, { minLength: 1 }), final: fc.boolean() })
  .map(({ bom, lines: parts, eols, final }) => {
    const all = parts.flat();
    const text = all.map(
      (each, index) => each + (index < all.length - 1 || final ? (eols[index % eols.length] ?? '\n') : ''),
    );
    return (bom ? '\uFEFF' : '') + text.join('');
  });

const wanted = fc
  .subarray([...ids], { minLength: 1 })
  .chain((some) =>
    fc.tuple(
      ...some.map((id) =>
        fc.constantFrom('old', 'new', 'new\nlines', '').map((text) => ({ id: id as string, text })),
      ),
    ),
  );
const bases = fc.subarray([...ids]).map((some) => new Map<string, string>(some.map((id) => [id, 'old'])));

/** A text without Herald's sections, and without the empty lines that may surround a new one. */
function outside(text: string, added: ReadonlySet<string>): { kept: string; plain: string } {
  const located = locate(text);
  if ('refusal' in located) throw new Error(located.refusal);
  let kept = '';
  let at = 0;
  for (const section of located.sections) {
    kept += text.slice(at, section.start) + (added.has(section.id) ? '' : `[${section.id}]`);
    at = section.end;
  }
  kept += text.slice(at);
  return { kept, plain: kept.replace(/[\r\n]+/g, '') };
}

test('all text outside the markers stays byte for byte', async () => {
  let changed = 0;
  const property = fc.asyncProperty(
    document,
    wanted,
    bases,
    fc.constantFrom('first', 'last'),
    async (current, want, base, placement) => {
      const result = await mergeSections({ current, wanted: want, base, placement });
      if (result.text === undefined) return;
      changed += 1;
      const before = locate(current);
      const there = new Set('refusal' in before ? [] : before.sections.map(({ id }) => id));
      const added = new Set(want.map(({ id }) => id).filter((id) => !there.has(id) && !base.has(id)));
      const [was, is] = [outside(current, added), outside(result.text, added)];
      expect(is.plain).toBe(was.plain);
      if (added.size === 0) expect(is.kept).toBe(was.kept);
      else expect(isInsertion(was.kept, is.kept)).toBe(true);
      const again = await mergeSections({
        current: result.text,
        wanted: want,
        base: new Map([...base, ...result.written]),
        placement,
      });
      expect(again.text).toBeUndefined();
    },
  );
  await fc.assert(property, { numRuns: 2000 });
  expect(changed).toBeGreaterThan(500);
}, 120_000);

/** Whether `long` is `short` with only line ends put in. */
function isInsertion(short: string, long: string): boolean {
  let at = 0;
  for (const char of long) {
    if (short.startsWith(char, at)) at += char.length;
    else if (char !== '\r' && char !== '\n') return false;
  }
  return at === short.length;
}
