import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import type { Destinations } from './announcement.ts';

/** The channel or the people that one chosen id stands for. */
async function resolved(parts: Parts, workspace: string, id: string): Promise<Destinations> {
  if (/^[UW]/.test(id)) return { channels: [], people: [id] };
  if (id.startsWith('S')) return { channels: [], people: await parts.lookups.group(workspace, id) };
  if (!id.startsWith('D')) return { channels: [id], people: [] };
  // A direct message between two people: Slack does not tell Herald whose it is, unless it is with Herald.
  const person = (await parts.lookups.channel(workspace, id))?.person;
  if (!person)
    throw new Refused(
      'Slack does not tell Herald who is in a direct message. Choose that person under "More people".',
      'to',
    );
  return { channels: [], people: [person] };
}

/** Resolves what was chosen to channels and people, each once; refuses an empty audience. */
export async function destinationsOf(
  parts: Parts,
  workspace: string,
  chosen: readonly string[],
): Promise<Destinations> {
  const all = await Promise.all(chosen.map((id) => resolved(parts, workspace, id)));
  const channels = [...new Set(all.flatMap((one) => one.channels))];
  const people = [...new Set(all.flatMap((one) => one.people))];
  if (channels.length + people.length === 0)
    throw new Refused('Choose at least one channel or person.', 'to');
  return { channels, people };
}
