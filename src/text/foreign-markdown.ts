import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { escapeMarkdown } from './markdown.ts';

type Splice = { readonly from: number; readonly to: number; readonly text: string };

const offsets = (node: Nodes): [number, number] => [
  node.position?.start.offset ?? 0,
  node.position?.end.offset ?? 0,
];

const escapeHtml = (text: string): string => text.replaceAll('<', '&lt;');

/** A fence that was opened and never closed would swallow all that follows it. */
const closing = (raw: string): string => {
  const [, fence] = /^ {0,3}(`{3,}|~{3,})/.exec(raw) ?? [];
  if (!fence) return '';
  const last = raw.split('\n').at(-1)?.trim() ?? '';
  return raw.includes('\n') && last.startsWith(fence) && last.replaceAll(fence[0] ?? '', '') === ''
    ? ''
    : `\n${fence}`;
};

function splicesOf(node: Nodes, source: string, below: number): Splice[] {
  const [from, to] = offsets(node);
  const raw = source.slice(from, to);
  if (node.type === 'html') return [{ from, to, text: escapeHtml(raw) }];
  if (node.type === 'code') return closing(raw) ? [{ from: to, to, text: closing(raw) }] : [];
  const inner = 'children' in node ? node.children.flatMap((child) => splicesOf(child, source, below)) : [];
  if (node.type !== 'heading' || !raw.startsWith('#')) return inner;
  const marks = '#'.repeat(Math.min(6, Math.max(below + 1, node.depth)));
  return [{ from, to: from + node.depth, text: marks }, ...inner];
}

function pass(source: string, below: number): string {
  let out = '';
  let at = 0;
  const splices = splicesOf(fromMarkdown(source), source, below).toSorted((a, b) => a.from - b.from);
  for (const splice of splices) {
    out += source.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return out + source.slice(at);
}

/** Each pass changes what the next one reads; real text needs two, and this is the end for what never settles. */
const MOST_PASSES = 20;

/**
 * Markdown that a person wrote, made safe inside a document of Herald's: HTML is shown instead of obeyed, an open
 * fence is closed, and headings stay below the given level. Everything else is as it was typed.
 */
export function safeMarkdown(markdown: string, below: number): string {
  let text = markdown.replace(/\r\n?/g, '\n').trim();
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const next = pass(text, below);
    if (next === text) return text;
    text = next;
  }
  return escapeMarkdown(markdown);
}
