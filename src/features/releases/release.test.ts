import { describe, expect, it } from 'vitest';
import { webUrlOf } from './draft.ts';
import { announced, parseVersion, type Release } from './release.ts';

const release: Release = {
  id: 'R',
  workspace: 'T',
  product: 'P',
  version: '1.4.0',
  title: '',
  stage: 'Beta',
  state: 'draft',
  notes: '',
  howTo: '',
  rollback: '',
  plannedFor: null,
  createdAt: 1,
  createdBy: 'U',
  announcedAt: null,
  announcedBy: null,
  changes: 1,
};

describe('a version', () => {
  it.each([
    ['1.4.0', '1.4.0'],
    ['v1.4.0', '1.4.0'],
    ['v1.4.0-rc.1+build.7', '1.4.0-rc.1+build.7'],
    ['2026.11', '2026.11'],
    [' 7 ', '7'],
    ['1.2.3.4', '1.2.3.4'],
    ['', undefined],
    ['next', undefined],
    ['1.4.0; rm -rf /', undefined],
    ['--upload-pack=x', undefined],
    ['1..4', undefined],
    ['<!channel>', undefined],
    [`1.${'9'.repeat(10_000)}`, undefined],
  ])('%s', (typed, wanted) => expect(parseVersion(typed)).toBe(wanted));
});

describe('announcing', () => {
  it('marks when and by whom', () => {
    expect(announced(release, 'U2', 9)).toMatchObject({
      state: 'announced',
      announcedAt: 9,
      announcedBy: 'U2',
    });
  });
  it.each([
    ['twice', { announcedAt: 1 }, /announced already/],
    ['after a withdrawal', { state: 'withdrawn' as const }, /was withdrawn/],
  ])('is refused %s', (_name, change, reason) => {
    expect(() => announced({ ...release, ...change }, 'U', 9)).toThrow(reason);
  });
});

describe("a repository's page", () => {
  it.each([
    ['https://github.com/you/product.git', 'https://github.com/you/product'],
    ['git@github.com:you/product.git', 'https://github.com/you/product'],
    ['ssh://git@gitlab.com/a/b/c', 'https://gitlab.com/a/b/c'],
    ['https://token@github.com/you/product', 'https://github.com/you/product'],
    ['/srv/git/product.git', undefined],
    ['file:///srv/git/product.git', undefined],
    ['http://127.0.0.1:8080/x.git', undefined],
  ])('%s', (remote, wanted) => expect(webUrlOf(remote)).toBe(wanted));
});
