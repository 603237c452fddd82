import type { Names } from './names.ts';

/** What a reader sees of mrkdwn text: marks gone, links as labels, mentions as names. */
export function plainMrkdwn(text: string, names: Names): string {
  const linked = text.replaceAll(/<([^<>]+)>/g, (_, inner: string) => reference(inner, names));
  const unmarked = linked
    .replaceAll(/```\n?([\s\S]*?)```/g, '$1')
    .replaceAll(/(^|[\s(["'_~>])\*(?=\S)([^*\n]*\S)\*(?=$|[\s).,;:!?"'\]_~])/gm, '$1$2')
    .replaceAll(/(^|[\s(["'*~>])_(?=\S)([^_\n]*\S)_(?=$|[\s).,;:!?"'\]*~])/gm, '$1$2')
    .replaceAll(/(^|[\s(["'*_>])~(?=\S)([^~\n]*\S)~(?=$|[\s).,;:!?"'\]*_])/gm, '$1$2')
    .replaceAll(/`([^`\n]+)`/g, '$1')
    .replaceAll(/^&gt;\s?/gm, '');
  return unescapeText(unmarked);
}

/** Undoes the three escapes that Slack's text has. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Escapes what Slack escapes when a person types. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What a reader sees of one reference between angle brackets. */
export function reference(inner: string, names: Names): string {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `#${names.channel(target.slice(1))}`;
  if (target.startsWith('!subteam^')) return `@${names.group(target.slice('!subteam^'.length))}`;
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  return label ?? target.replace(/^mailto:/, '');
}
