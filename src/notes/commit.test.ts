import { describe, expect, it } from 'vitest';
import { guessSection, parseSubject } from './commit.ts';

describe('parseSubject', () => {
  it('reads type, scope, breaking mark and pull request', () => {
    expect(parseSubject('feat(api)!: drop v1 (#12)', '')).toMatchObject({
      type: 'feat',
      scope: 'api',
      breaking: true,
      text: 'drop v1',
      pullRequest: 12,
    });
  });

  it('reads a breaking footer over several lines', () => {
    const parsed = parseSubject('fix: x', 'why\n\nBREAKING CHANGE: the old\nway is gone\n\nRefs: #3');
    expect(parsed.breakingNote).toBe('the old way is gone');
    expect(parsed.breaking).toBe(true);
  });

  it('leaves a plain sentence whole and notes what it closes', () => {
    const parsed = parseSubject('Fix the loop (#8), closes #4', 'Fixes #5');
    expect(parsed).toMatchObject({ type: null, text: 'Fix the loop', pullRequest: 8 });
    expect(parsed.references.sort()).toEqual([4, 5, 8]);
  });

  it('does not take any word before a colon for a type', () => {
    expect(parseSubject('Windows: paths work', '')).toMatchObject({
      type: null,
      area: 'Windows',
      text: 'Windows: paths work',
    });
  });

  it('survives ten thousand characters, emoji and control characters', () => {
    const subject = `✨ feat: ${'a('.repeat(5000)}\u0007\u202e`;
    expect(parseSubject(subject, '').type).toBe('feat');
    expect(parseSubject('', '').text).toBe('');
  });
});

describe('guessSection', () => {
  it.each([
    ['fix: x', 'fix'],
    ['Add a flag', 'feat'],
    ['[core] Prevent a crash', 'fix'],
    ['docs: x', 'docs'],
    ['Rename things', 'other'],
    ['perf: x', 'perf'],
  ])('puts %s under %s', (subject, section) => {
    expect(guessSection(parseSubject(subject, ''))).toBe(section);
  });
});
