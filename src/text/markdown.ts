/** A sign that would open or close something within a line. `_` inside a word means nothing in markdown. */
const INLINE = /[\\`*[\]~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What would make a line a heading, a quote, a rule, or a numbered list. */
const LINE_START = /^(#{1,6}(?=\s|$)|>|=+\s*$|[-+](?!\s*\S)|-{2,}|\+|\d{1,9}(?=[.)](\s|$)))/;

const inline = (text: string): string =>
  text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(INLINE, (sign) => `\\${sign}`);

const line = (text: string): string => {
  const [, item] = /^\s*[-*•] +(\S.*)$/.exec(text) ?? [];
  if (item !== undefined) return `- ${plainLine(item)}`;
  return plainLine(text.trim());
};

const plainLine = (text: string): string =>
  inline(text).replace(LINE_START, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));

/**
 * What a person typed, as markdown that reads the same: lists of dashes and line breaks stay, nothing else gets a
 * meaning, and no HTML, marker or code fence can come of it.
 */
export function escapeMarkdown(text: string): string {
  const lines = text
    .trim()
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .map(line);
  return lines
    .map((made, at) => {
      const next = lines[at + 1];
      const breaks = made !== '' && next !== undefined && next !== '' && !next.startsWith('- ');
      return breaks ? `${made}\\` : made;
    })
    .join('\n');
}

/** What a person typed, as a block quote. */
export const quote = (text: string): string =>
  escapeMarkdown(text)
    .split('\n')
    .map((made) => `> ${made}`.trimEnd())
    .join('\n');

/** What a person typed, on one line: for the cell of a table or a heading. */
export const tableCell = (text: string): string => inline(text.replace(/\s+/g, ' ').trim());
