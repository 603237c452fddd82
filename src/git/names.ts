const maxSlug = 60;
const maxPath = 200;
const windowsName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;
const segmentShape = /^[\p{L}\p{N}_.][\p{L}\p{N}_. +@-]*$/u;

/** A title as part of a file name: `[a-z0-9-]`, at most 60 characters, never empty. */
export function slug(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxSlug)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'untitled' : plain;
}

/** The file name of a bug, such as `BUG-0001-short-title.md`; the number keeps it unique. */
export function bugFileName(number: number, title: string): string {
  return `BUG-${String(number).padStart(4, '0')}-${slug(title)}.md`;
}

function segmentProblem(segment: string): string | undefined {
  if (segment === '') return 'has an empty part';
  if (segment === '.' || segment === '..') return 'leaves its folder';
  if (!segmentShape.test(segment)) return 'has a character that is not allowed';
  if (/[. ]$/.test(segment)) return 'has a part that ends in a dot or a space';
  if (/^\.git/i.test(segment) && !/^\.(gitlab|github)$/i.test(segment)) return "would touch git's own files";
  if (/^git~\d/i.test(segment)) return "would touch git's own files";
  if (windowsName.test(segment)) return 'has a part that Windows cannot store';
  return undefined;
}

/** Why a path may not be written, or undefined if it is a plain relative path on every system. */
export function pathProblem(path: string): string | undefined {
  if (path.length > maxPath) return `is longer than ${maxPath} characters`;
  if (path !== path.normalize('NFC')) return 'is not in Unicode normal form C';
  if (path.startsWith('/')) return 'is absolute';
  for (const segment of path.split('/')) {
    const problem = segmentProblem(segment);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Joins a folder and a name under it; throws a RangeError rather than leave the folder. */
export function joinPath(folder: string, name: string): string {
  const path = folder === '' ? name : `${folder}/${name}`;
  const problem = pathProblem(path);
  if (problem !== undefined) throw new RangeError(`The path ${JSON.stringify(path)} ${problem}.`);
  return path;
}
