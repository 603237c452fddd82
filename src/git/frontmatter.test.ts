import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeDocument } from './document.ts';
import { type FrontMatterValue, mergeFrontMatter } from './frontmatter.ts';

const none = new Map<string, string>();
const set = (text: string, values: Record<string, FrontMatterValue>, base = none) =>
  mergeFrontMatter(text, { values, base });

const spliced: [name: string, text: string, values: Record<string, FrontMatterValue>, result: string][] = [
  ['a new file', '', { id: 1, title: 'a: b' }, '---\nid: 1\ntitle: "a: b"\n---\n'],
  ['a file without front matter', '# T\n', { id: 1 }, '---\nid: 1\n---\n\n# T\n'],
  [
    'a value, keeping the rest',
    '---\n# c\nzip: 0123\nstatus: open # why\ntags: [a,  b]\n---\nbody',
    { status: 'fixed' },
    '---\n# c\nzip: 0123\nstatus: fixed # why\ntags: [a,  b]\n---\nbody',
  ],
  ['an empty value', '---\nassignee:\nx: 1\n---\n', { assignee: 'ada' }, '---\nassignee: ada\nx: 1\n---\n'],
  ['a block list', '---\nwho:\n- a\n- b\nx: 1\n---\n', { who: ['a', 'c'] }, '---\nwho: [a, c]\nx: 1\n---\n'],
  ['an indented list', '---\nwho:\n  - a\n# c\nx: 1\n---\n', { who: [] }, '---\nwho: []\n# c\nx: 1\n---\n'],
  ['a folded text', '---\ntitle: >\n  a\n  b\nx: 1\n---\n', { title: 'c' }, '---\ntitle: c\nx: 1\n---\n'],
  ['a quoted value', '---\ntitle: "a"\n---\n', { title: 'b\nc' }, '---\ntitle: "b\\nc"\n---\n'],
  [
    'CRLF',
    '\uFEFF---\r\na: 1\r\n---\r\nbody\r\n',
    { a: 2, b: true },
    '\uFEFF---\r\na: 2\r\nb: true\r\n---\r\nbody\r\n',
  ],
  [
    'the same value',
    '---\nwho: [ a,b ]\nn:   1\n---\n',
    { who: ['a', 'b'], n: 1 },
    '---\nwho: [ a,b ]\nn:   1\n---\n',
  ],
];

for (const [name, text, values, result] of spliced) {
  test(`front matter: ${name}`, () => expect(set(text, values).text).toBe(result));
}

test("a person's change of a key is kept", () => {
  const base = new Map([['severity', '"low"']]);
  const text = '---\nseverity: high\n---\n';
  expect(set(text, { severity: 'low' }, base)).toMatchObject({ text, conflicts: [] });
  expect(set(text, { severity: 'medium' }, base)).toMatchObject({
    text,
    conflicts: [{ id: 'severity', base: '"low"', ours: '"medium"', theirs: '"high"' }],
  });
});

for (const yaml of ['a: [', 'a: 1\na: 2', '- a', '{a: 1}', 'a: &x 1\nb: *x']) {
  test(`front matter that cannot be spliced is refused: ${JSON.stringify(yaml)}`, () => {
    expect(set(`---\n${yaml}\n---\n`, { a: 3 }).refusal).toEqual(expect.any(String));
  });
}

test('any value can be stored and read back, and every other line stays', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
  );
  const property = fc.property(value, value, (first, second) => {
    const before = set('---\n# c\nx: [ a,b ]\n---\nbody\n', { v: first }).text;
    const after = set(before, { v: second, w: first }).text;
    const yaml = /^---\n([\s\S]*)---\nbody\n$/.exec(after)?.[1] ?? '';
    expect(parse(yaml)).toEqual({ x: ['a', 'b'], v: second, w: first });
    expect(yaml.startsWith('# c\nx: [ a,b ]\n')).toBe(true);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('a document is merged as a whole', async () => {
  const request = {
    current: undefined,
    wanted: [{ id: 'story', text: 'It broke.' }],
    base: none,
    placement: 'first',
    template: '# Bug\n',
    frontMatter: { values: { id: 1 }, base: none },
  } as const;
  const { text, keys, written } = await mergeDocument(request);
  expect(text).toBe(
    '---\nid: 1\n---\n\n# Bug\n\n<!-- herald:story start -->\nIt broke.\n<!-- herald:story end -->\n',
  );
  expect(
    await mergeDocument({
      ...request,
      current: text,
      base: written,
      frontMatter: { values: { id: 1 }, base: keys },
    }),
  ).toMatchObject({ text: undefined });
  expect(await mergeDocument({ ...request, current: '---\na: [\n---\n' })).toMatchObject({
    text: undefined,
    refusal: expect.any(String),
  });
});
