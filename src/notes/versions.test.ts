import { describe, expect, it } from 'vitest';
import { parseTag, previousTag, suggestVersion, versionKey } from './versions.ts';

describe('previousTag', () => {
  const tags = [
    'v1.0.0',
    'v1.1.0',
    'v1.10.0-beta.1',
    'v1.10.0',
    'plugin-legacy@3.0.0',
    'plugin-legacy@3.1.0',
    'nightly',
  ];

  it('stays in the family of the tag it is asked for', () => {
    expect(previousTag(tags, 'plugin-legacy@3.1.0')).toBe('plugin-legacy@3.0.0');
    expect(previousTag(tags, null)).toBe('v1.10.0');
  });

  it('passes over pre-releases for a release, not for a pre-release', () => {
    expect(previousTag(tags, 'v1.10.0')).toBe('v1.1.0');
    expect(previousTag([...tags, 'v1.10.0-beta.2'], 'v1.10.0-beta.2')).toBe('v1.10.0-beta.1');
  });

  it('has nothing to offer without version tags', () => {
    expect(previousTag(['nightly'], null)).toBeNull();
  });
});

describe('parseTag', () => {
  it('takes v1.2 and 1.2.0 for one family and one version', () => {
    expect(parseTag('v1.2')?.family).toBe(parseTag('1.2.0')?.family);
    expect(versionKey('v1.2')).toBe(versionKey('1.2.0'));
    expect(parseTag('@scope/pkg@1.2.3-rc.1')).toMatchObject({ family: '@scope/pkg@', prerelease: 'rc.1' });
  });
});

describe('suggestVersion', () => {
  const entry = (section: string, breaking = false) => ({ section, breaking });

  it.each([
    ['v1.2.3', [entry('fix')], 'v1.2.4'],
    ['v1.2.3', [entry('fix'), entry('feat')], 'v1.3.0'],
    ['v1.2.3', [entry('feat', true)], 'v2.0.0'],
    ['0.4.1', [entry('breaking', true)], '0.5.0'],
    ['v2.0.0-beta.3', [entry('feat')], 'v2.0.0-beta.4'],
    ['pkg@1.0.0', [], 'pkg@1.0.1'],
  ])('after %s', (tag, entries, next) => {
    expect(suggestVersion(entries, tag)).toBe(next);
  });

  it('offers nothing after a date or no tag', () => {
    expect(suggestVersion([], '2024.01.02')).toBeNull();
    expect(suggestVersion([], null)).toBeNull();
  });
});

describe('parseTag on unusual tags', () => {
  it.each([
    ['curl-8_5_0', 'curl-', '8.5.0'],
    ['release/1.2', 'release/', '1.2'],
    ['V2.0.0', '', '2.0.0'],
  ])('reads %s', (tag, family, version) => {
    expect(parseTag(tag)).toMatchObject({ family, version });
  });
});
