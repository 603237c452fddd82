import type { Lookups } from './lookups.ts';

const PERSON = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g;

const withoutMarkup = (text: string): string =>
  text
    .replace(/<#[CGD][A-Z0-9]+\|([^>]+)>/g, '#$1')
    .replace(/<#([CGD][A-Z0-9]+)\|?>/g, '#$1')
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<!subteam\^[A-Z0-9]+\|@?([^>]+)>/g, '@$1')
    .replace(/<!(?:subteam|date)\^[^>|]*(?:\|([^>]*))?>/g, (_all, words: string | undefined) => words ?? '')
    .replace(/<((?:https?|mailto):[^>|\s]+)\|([^>]+)>/g, (_all, address: string, words: string) =>
      address.endsWith(words) ? words : `${words} (${address})`,
    )
    .replace(/<((?:https?|mailto):[^>|\s]+)>/g, '$1');

/** The text of a message as people read it: names in place of ids, addresses in place of Slack's marks. */
export async function readable(
  lookups: Pick<Lookups, 'person'>,
  workspace: string,
  text: string,
): Promise<string> {
  const ids = new Set([...text.matchAll(PERSON)].map(([, id = '']) => id));
  const names = new Map<string, string>();
  for (const id of ids) names.set(id, (await lookups.person(workspace, id))?.name ?? id);
  return withoutMarkup(text.replace(PERSON, (_all, id: string) => `@${names.get(id) ?? id}`));
}
