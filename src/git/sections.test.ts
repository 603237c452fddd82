import { expect, test } from 'vitest';
import { asRendered, type MergeRequest, maxFileBytes, mergeSections, readSections } from './sections.ts';

const part = (id: string, text: string) => `<!-- herald:${id} start -->\n${text}\n<!-- herald:${id} end -->`;
const merge = (request: Partial<MergeRequest>) =>
  mergeSections({ current: undefined, wanted: [], base: new Map(), placement: 'first', ...request });
const base = (entries: Record<string, string>) => new Map(Object.entries(entries));

test('a new file is its template with the sections in it', async () => {
  const wanted = [
    { id: 'r2', text: 'two' },
    { id: 'r1', text: 'one\n' },
  ];
  const { text, written } = await merge({ wanted, template: '# Releases\n' });
  expect(text).toBe(`# Releases\n\n${part('r2', 'two')}\n\n${part('r1', 'one')}\n`);
  expect([...written]).toEqual([
    ['r2', 'two'],
    ['r1', 'one'],
  ]);
});

test('a template may hold the markers in its own order', async () => {
  const template = `---\nid: 1\n---\n\n# Bug\n\n${part('story', '')}\n\n## Notes\n`;
  const { text } = await merge({ wanted: [{ id: 'story', text: 'It broke.' }], template });
  expect(text).toBe(template.replace('start -->\n\n', 'start -->\nIt broke.\n'));
});

test('the newest release goes below the heading, above the older ones', async () => {
  const current = `# Releases\n\nIntro by hand.\n\n${part('r1', 'one')}\n\nFooter\n`;
  const alone = await merge({ current, wanted: [{ id: 'r2', text: 'two' }], base: base({ r1: 'one' }) });
  expect(alone.text).toBe(
    current.replace('<!-- herald:r1 start', `${part('r2', 'two')}\n\n<!-- herald:r1 start`),
  );
  const empty = await merge({ current: '# Releases\ntext', wanted: [{ id: 'r1', text: 'one' }] });
  expect(empty.text).toBe(`# Releases\n\n${part('r1', 'one')}\n\ntext`);
});

test('a section is placed beside its wanted neighbours', async () => {
  const current = `${part('a', '1')}\n\nbetween\n\n${part('c', '3')}\n`;
  const wanted = ['a', 'b', 'c'].map((id) => ({ id, text: 'x' }));
  const known = base({ a: '1', c: '3' });
  const last = await merge({ current, wanted, base: known, placement: 'last' });
  expect([...(readSections(last.text ?? '')?.keys() ?? [])]).toEqual(['a', 'b', 'c']);
  expect(last.text).toContain(`${part('b', 'x')}\n\nbetween`);
  const first = await merge({ current, wanted, base: known, placement: 'first' });
  expect(first.text).toContain(`between\n\n${part('b', 'x')}\n\n<!-- herald:c`);
});

const threeWay: [name: string, base: string, ours: string, theirs: string, result: string | undefined][] = [
  ['nobody changed it', 'a', 'a', 'a', undefined],
  ['Herald changed it', 'a', 'b', 'a', 'b'],
  ['a person changed it', 'a', 'a', 'b', undefined],
  ['both made the same change', 'a', 'b', 'b', undefined],
  ['both changed different lines', '1\n2\n3\n4\n5', '1!\n2\n3\n4\n5', '1\n2\n3\n4\n5!', '1!\n2\n3\n4\n5!'],
];

for (const [name, was, ours, theirs, result] of threeWay) {
  test(`three ways: ${name}`, async () => {
    const current = `# T\n\n${part('s', theirs)}\n`;
    const merged = await merge({ current, wanted: [{ id: 's', text: ours }], base: base({ s: was }) });
    expect(merged.text).toBe(result === undefined ? undefined : `# T\n\n${part('s', result)}\n`);
    expect(merged.written.get('s')).toBe(ours);
    expect(merged.conflicts).toEqual([]);
  });
}

test('after a merge the next change of Herald still keeps what the person wrote', async () => {
  const lines = (...marks: string[]) =>
    ['1', '2', '3', '4', '5'].map((line, index) => line + (marks[index] ?? '')).join('\n');
  const current = `${part('s', lines('', '', '', '', ' by hand'))}\n`;
  const first = await merge({ current, wanted: [{ id: 's', text: lines('!') }], base: base({ s: lines() }) });
  const second = await merge({
    current: first.text,
    wanted: [{ id: 's', text: lines('!!') }],
    base: first.written,
  });
  expect(second.text).toBe(`${part('s', lines('!!', '', '', '', ' by hand'))}\n`);
});

test('a change of the same lines keeps the text of the person and reports both', async () => {
  const current = `${part('s', 'by hand')}\n`;
  const result = await merge({ current, wanted: [{ id: 's', text: 'new' }], base: base({ s: 'old' }) });
  expect(result).toEqual({
    text: undefined,
    written: new Map(),
    tombstones: [],
    conflicts: [{ id: 's', base: 'old', ours: 'new', theirs: 'by hand' }],
  });
});

test('a section or a file that a person removed does not come back', async () => {
  const wanted = [
    { id: 's', text: 'new' },
    { id: 'n', text: 'n' },
  ];
  const gone = await merge({ current: '# T\n', wanted, base: base({ s: 'old' }) });
  expect(gone.tombstones).toEqual(['s']);
  expect(gone.text).toBe(`# T\n\n${part('n', 'n')}\n`);
  expect(await merge({ wanted, base: base({ s: 'old' }) })).toMatchObject({
    text: undefined,
    tombstones: ['s', 'n'],
  });
});

test('the line endings of a file stay, and do not count as a change', async () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const current = crlf(`\uFEFF# T\n\n${part('s', '1\n2')}\n\nend`);
  const result = await merge({
    current,
    wanted: [
      { id: 's', text: '1\n3' },
      { id: 'n', text: 'n' },
    ],
    base: base({ s: '1\n2' }),
    placement: 'last',
  });
  expect(result.text).toBe(crlf(`\uFEFF# T\n\n${part('s', '1\n3')}\n\n${part('n', 'n')}\n\nend`));
  expect(
    await merge({ current, wanted: [{ id: 's', text: '1\n2\n' }], base: base({ s: '1\n2' }) }),
  ).toMatchObject({ text: undefined, conflicts: [] });
});

const broken: [name: string, current: string][] = [
  ['the end is missing', '<!-- herald:s start -->\ntext\n'],
  ['the start is missing', 'text\n\n<!-- herald:s end -->\n'],
  ['the markers are reversed', '<!-- herald:s end -->\ntext\n\n<!-- herald:s start -->\n'],
  ['the section stands twice', `${part('s', '1')}\n\n${part('s', '2')}\n`],
  [
    'sections overlap',
    '<!-- herald:s start -->\n<!-- herald:t start -->\n<!-- herald:s end -->\n<!-- herald:t end -->\n',
  ],
  ['a marker shares its line', '<!-- herald:s start --> text\n\n<!-- herald:s end -->\n'],
  ['a known section is inside code', `\`\`\`\n${part('s', 'old')}\n\`\`\`\n`],
  ['code above is not closed', `\`\`\`\n\n${part('s', 'old')}\n`],
  ['the file is too large', `${part('s', 'old')}\n${'x'.repeat(maxFileBytes)}`],
];

for (const [name, current] of broken) {
  test(`nothing is touched if ${name}`, async () => {
    const result = await merge({ current, wanted: [{ id: 's', text: 'new' }], base: base({ s: 'old' }) });
    expect(result.text).toBeUndefined();
    expect(asRendered(result)).toMatchObject({ kind: 'refuse' });
  });
}

test('markers in code are only text', async () => {
  const current = `# How\n\n\`\`\`md\n${part('s', 'example')}\n\`\`\`\n`;
  const result = await merge({ current, wanted: [{ id: 's', text: 'real' }], placement: 'last' });
  expect(result.text).toBe(`${current}\n${part('s', 'real')}\n`);
});

for (const text of [
  '```\nnot closed',
  '<!-- herald:s end -->',
  '<!-- not closed',
  '<!-- herald:x start -->\n<!-- herald:x end -->',
  '<pre>',
]) {
  test(`a section text that breaks its markers is refused: ${JSON.stringify(text)}`, async () => {
    expect(await merge({ current: '# T\n', wanted: [{ id: 's', text }] })).toMatchObject({
      refusal: expect.any(String),
    });
  });
}

test('ids that cannot stand in a marker are refused', async () => {
  for (const id of ['A', 'a b', '', 'a-->']) {
    expect(await merge({ wanted: [{ id, text: 'x' }] })).toMatchObject({ refusal: expect.any(String) });
  }
});
