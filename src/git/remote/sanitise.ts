const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');
const knownTokens =
  /\b(gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,})\b/g;

/** Text of git or of a server, without secrets, escape sequences and control characters; at most 600 characters. */
export function sanitise(text: string, secrets: readonly string[] = []): string {
  let clean = text.replace(escapes, '').replace(/\r\n?/g, '\n');
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '***');
  clean = clean
    .replace(/(\w:\/\/)[^/\s@]*@/g, '$1')
    .replace(/(authorization:\s*\w+\s+)\S+/gi, '$1***')
    .replace(knownTokens, '***')
    .replace(/[^\P{C}\n]/gu, '')
    .split('\n')
    .map((line) => line.replace(/^remote:\s?/, '').trim())
    .filter((line) => line !== '')
    .join('\n');
  return clean.length > 600 ? `${clean.slice(0, 599)}…` : clean;
}
