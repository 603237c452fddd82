/** A text that is like another, with the words that both use: the reason that a person is shown. */
export type Similar<T> = { readonly item: T; readonly words: readonly string[]; readonly likeness: number };

/** Words that say nothing about what a sentence is about. */
const COMMON = new Set(
  'the and for with that this from have has had not but are was were you your its when then than they them there what which who how why can cannot could does did doing will would should into onto over after before again always never just only also very too get gets got any all some one two out off our his her she him been being because while where about'.split(
    ' ',
  ),
);

const LEAST_LETTERS = 3;
/** The share of the shorter text's weight that two texts must have in common. */
const LEAST_LIKENESS = 0.4;

/** A word without its English ending, so that "exports" and "exporting" meet. */
const stem = (word: string): string => {
  const cut = word.replace(/(?:ings?|ed|es|s)$/, '');
  return cut.length >= LEAST_LETTERS + 1 ? cut.replace(/e$/, '') : word;
};

/** The words of a text that say what it is about: stem to the word as it was written. */
const wordsOf = (text: string): Map<string, string> => {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Map(
    words
      .filter((word) => Array.from(word).length >= LEAST_LETTERS && !COMMON.has(word))
      .map((word) => [stem(word), word]),
  );
};

/**
 * The items most like a text, by the words that they share: a word counts the more, the fewer of the items use it.
 * Likeness is the weight of the shared words out of the weight of the shorter text, from 0 to 1.
 */
export function similar<T>(
  text: string,
  items: readonly T[],
  textOf: (item: T) => string,
  most = 3,
): Similar<T>[] {
  const wanted = wordsOf(text);
  const known = items.map((item) => ({ item, words: wordsOf(textOf(item)) }));
  const users = new Map<string, number>();
  for (const words of [wanted, ...known.map((one) => one.words)])
    for (const word of words.keys()) users.set(word, (users.get(word) ?? 0) + 1);
  const weight = (words: Iterable<string>): number => {
    let sum = 0;
    for (const word of words) sum += Math.log(1 + (items.length + 1) / (users.get(word) ?? 1));
    return sum;
  };
  return known
    .map(({ item, words }) => {
      const shared = [...wanted.keys()].filter((word) => words.has(word));
      const shorter = Math.min(weight(wanted.keys()), weight(words.keys()));
      const likeness = shorter === 0 ? 0 : weight(shared) / shorter;
      return { item, words: shared.map((word) => wanted.get(word) ?? word), likeness };
    })
    .filter(({ words, likeness }) => likeness >= LEAST_LIKENESS && words.length >= Math.min(2, wanted.size))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most);
}
