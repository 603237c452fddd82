import { expect, test } from 'vitest';
import { bugFileName, joinPath, pathProblem, slug } from './names.ts';

const titles: [title: string, name: string][] = [
  ['Login fails on Safari!', 'login-fails-on-safari'],
  ['Über-große Ääß', 'uber-gro-e-aa'],
  ['日本語', 'untitled'],
  ['', 'untitled'],
  ['../../etc/passwd', 'etc-passwd'],
  ['.git', 'git'],
  ['ﬁne ①', 'fine-1'],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ['--upload-pack=touch x', 'upload-pack-touch-x'],
];

for (const [title, name] of titles) {
  test(`the title ${JSON.stringify(title)} becomes ${name}`, () => expect(slug(title)).toBe(name));
}

test('a bug keeps its number in front', () => {
  expect(bugFileName(7, 'No logo')).toBe('BUG-0007-no-logo.md');
  expect(bugFileName(12345, '')).toBe('BUG-12345-untitled.md');
});

test('a joined path never leaves its folder', () => {
  expect(joinPath('docs/bugs', 'a.md')).toBe('docs/bugs/a.md');
  expect(joinPath('', 'a.md')).toBe('a.md');
  for (const name of ['../x', '/x', '', 'a/../../x', '.git/x'])
    expect(() => joinPath('docs', name)).toThrow(RangeError);
});

test('folders that projects use are plain paths', () => {
  for (const path of ['.github/RELEASES.md', 'Doku für alle/Notizen.md', 'a+b/c@2.md', '.gitlab/x.md']) {
    expect(pathProblem(path)).toBeUndefined();
  }
});
