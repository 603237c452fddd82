/** The line ending that most lines of a text have; LF if there is none. */
export function dominantEol(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf * 2 > all ? '\r\n' : '\n';
}

/** The text with LF only and no empty lines around it: how section texts are kept and compared. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^\n+|\n+$/g, '');
}

/** A plain text with the line ending of its file. */
export function withEol(text: string, eol: '\n' | '\r\n'): string {
  return eol === '\n' ? text : text.replace(/\n/g, eol);
}
