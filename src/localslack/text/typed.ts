import type { Obj } from '../json.ts';
import type { TeamRecord } from '../world/records.ts';
import { escapeText, unescapeText } from './plain.ts';

/** What Slack makes of text that a person types: escaped, with @names, #channels and links marked up. */
export function typedText(team: TeamRecord, text: string): string {
  const users = new Map([...team.users.values()].map((user) => [user.name, user.id]));
  const channels = new Map([...team.conversations.values()].map((one) => [one.name, one.id]));
  const groups = new Map([...team.groups.values()].map((group) => [group.handle, group.id]));
  return escapeText(text)
    .replaceAll(/(^|\s)@(here|channel|everyone)\b/g, '$1<!$2>')
    .replaceAll(/(^|\s)@([\w.-]+)/g, (all, before: string, name: string) => {
      const user = users.get(name);
      const group = groups.get(name);
      return user ? `${before}<@${user}>` : group ? `${before}<!subteam^${group}>` : all;
    })
    .replaceAll(/(^|\s)#([\w-]+)/g, (all, before: string, name: string) => {
      const channel = channels.get(name);
      return channel ? `${before}<#${channel}>` : all;
    })
    .replaceAll(/(^|\s)(https?:\/\/[^\s<>]+)/g, '$1<$2>');
}

/** A command's text when the manifest asks for escapes: people and channels come with their names. */
export function escapedCommandText(team: TeamRecord, text: string): string {
  return typedText(team, text)
    .replaceAll(/<@(\w+)>/g, (_, id: string) => `<@${id}|${team.users.get(id)?.name ?? ''}>`)
    .replaceAll(/<#(\w+)>/g, (_, id: string) => {
      const one = team.conversations.get(id);
      return `<#${id}|${one?.kind === 'channel' ? one.name : ''}>`;
    });
}

/** The rich text that Slack's composer makes of what a person types. */
export function typedBlocks(team: TeamRecord, text: string): Obj[] {
  const parts = typedText(team, text)
    .split(/(<[^<>]+>)/)
    .filter(Boolean);
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: parts.map(richPart) }] }];
}

function richPart(part: string): Obj {
  const [, sign, target = ''] = /^<(@|#|!subteam\^|!)?([^<>]+)>$/.exec(part) ?? [];
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '!subteam^') return { type: 'usergroup', usergroup_id: target };
  if (sign === '!') return { type: 'broadcast', range: target };
  return target ? { type: 'link', url: unescapeText(target) } : { type: 'text', text: unescapeText(part) };
}
