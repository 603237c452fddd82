import type { Nodes, Parent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { escapeText } from './text.ts';

const inside = (node: Parent, join = ''): string => node.children.map((child) => drawn(child)).join(join);

const item = (node: Parent, mark: string): string =>
  `${mark} ${inside(node, '\n').replaceAll('\n', '\n    ')}`;

/** A link that Slack can show; other kinds of address stay text. */
const link = (url: string, label: string): string =>
  /^https?:\/\/[^\s|<>]+$/.test(url) ? `<${escapeText(url)}|${label.replaceAll('|', '/')}>` : label;

function drawn(node: Nodes): string {
  switch (node.type) {
    case 'heading':
      return `*${inside(node).replaceAll('*', '')}*`;
    case 'strong':
      return `*${inside(node)}*`;
    case 'emphasis':
      return `_${inside(node)}_`;
    case 'delete':
      return `~${inside(node)}~`;
    case 'inlineCode':
      return `\`${escapeText(node.value)}\``;
    case 'code':
      return `\`\`\`\n${escapeText(node.value)}\n\`\`\``;
    case 'blockquote':
      return `> ${inside(node, '\n').replaceAll('\n', '\n> ')}`;
    case 'list':
      return node.children
        .map((child, at) => item(child, node.ordered ? `${(node.start ?? 1) + at}.` : '•'))
        .join('\n');
    case 'link':
      return link(node.url, inside(node));
    case 'image':
      return escapeText(node.alt ?? '');
    case 'break':
      return '\n';
    case 'thematicBreak':
      return '———';
    case 'root':
      // A heading stands right above what it is the heading of.
      return node.children.map((child) => drawn(child) + (child.type === 'heading' ? '\n' : '\n\n')).join('');
    default:
      if ('children' in node) return inside(node as Parent);
      return 'value' in node ? escapeText(node.value) : '';
  }
}

/**
 * Turns the markdown of release notes into Slack's mrkdwn. Everything that a person typed is escaped on the way, so
 * it can give bold, lists and links, but never a mention.
 */
export function toMrkdwn(markdown: string): string {
  const root: Root = fromMarkdown(markdown);
  return drawn(root)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
