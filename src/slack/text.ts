/** The length that Slack counts: Unicode code points, not UTF-16 units. */
export const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Cuts to at most `most` code points and marks the cut with "…". */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most || codePoints(text) <= most) return text;
  return `${Array.from(text)
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
};

/** One line, without the line breaks and runs of space that a person typed. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Makes text safe to keep on both databases: well-formed Unicode, no NUL, one kind of line break. */
export const clean = (text: string): string =>
  text.toWellFormed().replaceAll('\u0000', '').replace(/\r\n?/g, '\n');

/** Escapes the three characters that Slack gives a meaning, so that no text becomes a mention or a link. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Undoes Slack's escaping in text that came from a message or a command. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Where to cut at the latest so that no escaped sign, such as "&amp;", is torn apart. */
const untorn = (window: readonly string[]): number => {
  const sign = window.lastIndexOf('&');
  const torn = sign > Math.max(0, window.length - 5) && !window.includes(';', sign);
  return torn ? sign : window.length;
};

/** Splits text into pieces of at most `most` code points, at line breaks where there are any, else at spaces. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  let rest = Array.from(text);
  while (rest.length > most) {
    const window = rest.slice(0, most);
    const line = window.lastIndexOf('\n');
    const space = window.lastIndexOf(' ');
    const cut = line > most / 4 ? line + 1 : space > most / 4 ? space + 1 : untorn(window);
    found.push(rest.slice(0, cut).join(''));
    rest = rest.slice(cut);
  }
  if (rest.length > 0 || found.length === 0) found.push(rest.join(''));
  return found;
}

/** Escapes text and shows as much of it as fits in `most` code points; a cut is marked with "…" and splits no escape. */
export function escapeWithin(text: string, most: number): string {
  let shown = text;
  let escaped = escapeText(shown);
  while (codePoints(escaped) > most) {
    shown = shorten(shown, Math.floor((codePoints(shown) * most) / codePoints(escaped)));
    escaped = escapeText(shown);
  }
  return escaped;
}
