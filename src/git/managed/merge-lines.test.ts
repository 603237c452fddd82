import { describe, expect, it } from 'vitest';
import { mergeLines } from './merge-lines.ts';

describe('merging lines', () => {
  it.each([
    ['changes in different places', 'a\nb\nc\nd\ne', 'A\nb\nc\nd\ne', 'a\nb\nc\nd\nE', 'A\nb\nc\nd\nE'],
    ['lines that both added at the end', 'a', 'a\nours', 'a\ntheirs', 'a\ntheirs\nours'],
    ['lines that both added in the middle', 'a\nb', 'a\nours\nb', 'a\ntheirs\nb', 'a\ntheirs\nours\nb'],
    ['the same line changed in two ways', 'a', 'ours', 'theirs', undefined],
    ['a line changed by one and removed by the other', 'a\nb', 'a\nB', 'a', undefined],
    ['text that looks like marks', 'a', 'a\n<<<<<<< x', 'a\n=======', 'a\n=======\n<<<<<<< x'],
  ])('%s', async (_name, base, ours, theirs, wanted) => {
    expect(await mergeLines(base, ours, theirs)).toBe(wanted);
  });
});
