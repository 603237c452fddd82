import { expect, it } from 'vitest';
import type { Channel, Person } from './lookups.ts';
import { readable } from './readable.ts';

const person = (id: string, name: string): Person => ({
  id,
  name,
  timezone: 'UTC',
  bot: false,
  deactivated: false,
  admin: false,
});
const channel = (id: string, secret: boolean): Channel => ({
  id,
  name: `room-${id.toLowerCase()}`,
  archived: false,
  member: true,
  private: secret,
  person: undefined,
});
const lookups = {
  person: async (_workspace: string, id: string) => (id === 'U1' ? person(id, 'Ben') : undefined),
  channel: async (_workspace: string, id: string) => channel(id, id === 'C9'),
};

it.each([
  ['<@U1> and <@U2|old> say', '@Ben and @U2 say'],
  ['in <#C1|general>, <#C2|> and <#C9>', 'in #general, #room-c2 and #private-channel'],
  ['<!channel> <!here|here> <!subteam^S1|@devs>', '@channel @here @devs'],
  ['<https://a.example/x?y=1|the page>', 'the page (https://a.example/x?y=1)'],
  ['<https://a.example|a.example> <https://b.example>', 'a.example https://b.example'],
  ['1 < 2 and 3 > 2, <b>bold</b>', '1 < 2 and 3 > 2, <b>bold</b>'],
])('reads %s', async (text, read) => expect(await readable(lookups, 'T', text)).toBe(read));
