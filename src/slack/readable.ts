import type { Lookups } from './lookups.ts';

const PERSON = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;
const CHANNEL = /<#([CGD][A-Z0-9]+)\|?>/g;

const withoutMarkup = (text: string): string =>
  text
    .replace(/<#[CGD][A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<!subteam\^[A-Z0-9]+\|@?([^>]+)>/g, '@$1')
    .replace(/<!(?:subteam|date)\^[^>|]*(?:\|([^>]*))?>/g, (_all, words: string | undefined) => words ?? '')
    .replace(/<((?:https?|mailto):[^>|\s]+)\|([^>]+)>/g, (_all, address: string, words: string) =>
      address.endsWith(words) ? words : `${words} (${address})`,
    )
    .replace(/<((?:https?|mailto):[^>|\s]+)>/g, '$1');

async function named(text: string, mark: RegExp, nameOf: (id: string) => Promise<string>): Promise<string> {
  const ids = new Set([...text.matchAll(mark)].map(([, id = '']) => id));
  const names = new Map<string, string>();
  for (const id of ids) names.set(id, await nameOf(id));
  return text.replace(mark, (_all, id: string) => names.get(id) ?? id);
}

/**
 * The text of a message as people read it: names in place of ids, addresses in place of Slack's marks. The name of a
 * private channel is not told.
 */
export async function readable(
  lookups: Pick<Lookups, 'person' | 'channel'>,
  workspace: string,
  text: string,
): Promise<string> {
  const people = await named(
    text,
    PERSON,
    async (id) => `@${(await lookups.person(workspace, id))?.name ?? id}`,
  );
  const channels = await named(people, CHANNEL, async (id) => {
    const found = await lookups.channel(workspace, id);
    return found && !found.private ? `#${found.name}` : '#private-channel';
  });
  return withoutMarkup(channels);
}
