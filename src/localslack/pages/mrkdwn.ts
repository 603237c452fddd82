import type { Names } from '../text/names.ts';
import { reference, unescapeText } from '../text/plain.ts';
import { withEmoji } from './emoji.ts';
import { escapeHtml, Html } from './html.ts';

/** Renders mrkdwn as Slack shows it; nothing in it becomes HTML of its own. */
export function mrkdwnHtml(text: string, names: Names): Html {
  const parts = text.split(/```\n?([\s\S]*?)```\n?/);
  return new Html(
    parts.map((part, index) => (index % 2 ? `<pre>${plain(part)}</pre>` : lines(part, names))).join(''),
  );
}

/** Renders plain text with its emoji. */
export function plainHtml(text: string): Html {
  return new Html(escapeHtml(withEmoji(unescapeText(text))).replaceAll('\n', '<br>'));
}

function plain(text: string): string {
  return escapeHtml(unescapeText(text.replaceAll(/<(?:[^<>|]+\|)?([^<>]+)>/g, '$1')));
}

function lines(text: string, names: Names): string {
  const shown: string[] = [];
  let quote: string[] = [];
  const endQuote = () => {
    if (quote.length) shown.push(`<blockquote>${quote.join('<br>')}</blockquote>`);
    quote = [];
  };
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) quote.push(inline(quoted[1] ?? '', names));
    else {
      endQuote();
      shown.push(inline(line, names));
    }
  }
  endQuote();
  return shown
    .join('<br>')
    .replaceAll('</blockquote><br>', '</blockquote>')
    .replaceAll('<br><blockquote>', '<blockquote>');
}

const TOKEN = /`([^`\n]+)`|<([^<>\n]+)>/g;

function inline(text: string, names: Names): string {
  // Code and references are set aside first, so that marks inside them stay as they are.
  const kept: string[] = [];
  const keep = (markup: string) => `\uE000${kept.push(markup) - 1}\uE000`;
  const bare = text.replaceAll(TOKEN, (_, code: string | undefined, inner: string | undefined) =>
    keep(code === undefined ? referenceHtml(inner ?? '', names) : `<code>${plain(code)}</code>`),
  );
  const escaped = escapeHtml(withEmoji(unescapeText(bare)));
  const marked = escaped
    .replaceAll(mark('\\*'), '$1<strong>$2</strong>')
    .replaceAll(mark('_'), '$1<em>$2</em>')
    .replaceAll(mark('~'), '$1<s>$2</s>');
  return marked.replaceAll(/\uE000(\d+)\uE000/g, (_, index: string) => kept[Number(index)] ?? '');
}

function mark(sign: string): RegExp {
  return new RegExp(
    `(^|[\\s(\\["'*_~>]|&quot;|&#39;)${sign}(?=\\S)([^${sign}\\n]*?\\S)${sign}(?=$|[\\s).,;:!?"'\\]*_~<&])`,
    'g',
  );
}

function referenceHtml(inner: string, names: Names): string {
  const shown = escapeHtml(withEmoji(unescapeText(reference(inner, names))));
  const [target = ''] = inner.split('|');
  if (/^(https?:|mailto:)/.test(target)) return `<a href="${escapeHtml(unescapeText(target))}">${shown}</a>`;
  if (target.startsWith('!date^')) return `<time>${shown}</time>`;
  if (!/^[@#!]/.test(target)) return shown;
  return `<span class="mention${/^!(here|channel|everyone)/.test(target) ? ' all' : ''}">${shown}</span>`;
}
