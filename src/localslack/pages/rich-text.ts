import { list, type Obj, obj, objs, str } from '../json.ts';
import type { Names } from '../text/names.ts';
import { emoji, withEmoji } from './emoji.ts';
import { type Html, html, joined } from './html.ts';

/** Renders a rich_text block or one of its parts. */
export function richTextHtml(block: Obj, names: Names): Html {
  return joined(objs(block.elements).map((element) => partHtml(element, names)));
}

function partHtml(element: Obj, names: Names): Html {
  const inner = () => joined(objs(element.elements).map((one) => partHtml(one, names)));
  switch (element.type) {
    case 'rich_text_section':
      return html`<span>${inner()}</span>`;
    case 'rich_text_quote':
      return html`<blockquote>${inner()}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inner()}</pre>`;
    case 'rich_text_list':
      return listHtml(element, names);
    default:
      return styled(element, leafHtml(element, names));
  }
}

function listHtml(element: Obj, names: Names): Html {
  const items = list(element.elements).map((item) => html`<li>${partHtml(obj(item), names)}</li>`);
  return element.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function leafHtml(element: Obj, names: Names): Html {
  switch (element.type) {
    case 'link':
      return html`<a href="${safeUrl(str(element.url))}">${str(element.text) || str(element.url)}</a>`;
    case 'emoji':
      return html`${emoji(str(element.name))}`;
    case 'user':
      return html`<span class="mention">@${names.user(str(element.user_id))}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${names.group(str(element.usergroup_id))}</span>`;
    case 'channel':
      return html`<span class="mention">#${names.channel(str(element.channel_id))}</span>`;
    case 'broadcast':
      return html`<span class="mention all">@${str(element.range)}</span>`;
    case 'date':
      return html`<time>${str(element.fallback)}</time>`;
    default:
      return joined(
        withEmoji(str(element.text))
          .split('\n')
          .flatMap((line, index) => (index ? [html`<br>`, html`${line}`] : [html`${line}`])),
      );
  }
}

function safeUrl(url: string): string {
  return /^(https?:|mailto:)/.test(url) ? url : '#';
}

function styled(element: Obj, inner: Html): Html {
  const style = obj(element.style);
  const code = style.code === true ? html`<code>${inner}</code>` : inner;
  const struck = style.strike === true ? html`<s>${code}</s>` : code;
  const italic = style.italic === true ? html`<em>${struck}</em>` : struck;
  return style.bold === true ? html`<strong>${italic}</strong>` : italic;
}
