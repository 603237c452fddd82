import { HEADING_WORDS, SECTION_ORDER } from './headings.ts';
import type { NotesEntry } from './types.ts';

const NUMERIC = { gitlab: '/-/merge_requests/', bitbucket: '/pull-requests/', other: '/pull/' };

function host(webUrl: string): keyof typeof NUMERIC {
  const name = /^https?:\/\/([^/]+)/i.exec(webUrl)?.[1] ?? '';
  return name.includes('gitlab') ? 'gitlab' : name.includes('bitbucket') ? 'bitbucket' : 'other';
}

function escapePlain(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/^([#+-]|\d+[.)])(?=\s|$)/, '\\$&');
}

/** Escapes a line for Markdown, keeping code spans unless they hide a mention of Slack's kind. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) && !/<[!@#]/.test(part) ? part : escapePlain(part)))
    .join('');
}

function references(entry: NotesEntry, webUrl: string | null): string {
  const short = entry.commit.slice(0, 7);
  const site = webUrl?.replace(/\/+$/, '') ?? null;
  const kind = site === null ? 'other' : host(site);
  const mark = kind === 'gitlab' ? '!' : '#';
  const pull = entry.pullRequest === null ? null : `${mark}${entry.pullRequest}`;
  if (site === null) return pull === null ? `(${short})` : `(${pull}, ${short})`;
  const commitPath = kind === 'gitlab' ? '/-/commit/' : kind === 'bitbucket' ? '/commits/' : '/commit/';
  const commitLink = `[${short}](${site}${commitPath}${entry.commit})`;
  return pull === null
    ? `(${commitLink})`
    : `([${pull}](${site}${NUMERIC[kind]}${entry.pullRequest}), ${commitLink})`;
}

function line(entry: NotesEntry, webUrl: string | null): string {
  const scoped = entry.scope !== null && entry.text.startsWith(`${entry.scope}: `);
  const text =
    scoped && entry.scope !== null
      ? `**${escapeMarkdown(entry.scope)}:** ${escapeMarkdown(entry.text.slice(entry.scope.length + 2))}`
      : escapeMarkdown(entry.text);
  return `- ${text} ${references(entry, webUrl)}`;
}

/** Writes the draft as Markdown: breaking changes first, then features, fixes, performance, documentation, other. */
export function renderMarkdown(entries: NotesEntry[], webUrl: string | null): string {
  if (entries.length === 0) return 'No changes to tell of.\n';
  const groups = new Map<string, NotesEntry[]>();
  for (const section of SECTION_ORDER) {
    for (const entry of entries.filter((one) => one.section === section)) {
      const heading =
        entry.heading || (groups.size === 0 && section === 'other' ? '' : HEADING_WORDS[section]);
      const key = groups.has(entry.heading) ? entry.heading : heading;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
  }
  const blocks = [...groups].map(([heading, members]) => {
    const lines = members.map((entry) => line(entry, webUrl)).join('\n');
    return heading === '' ? lines : `### ${escapeMarkdown(heading)}\n\n${lines}`;
  });
  return `${blocks.join('\n\n')}\n`;
}
