import { describe, expect, it } from 'vitest';
import { freshPostgres, freshSqlite } from '../../../test/databases.ts';
import { openRoom } from '../../../test/room.ts';
import { flagMessage, unflagMessage } from './flag.ts';
import { bugStore } from './store.ts';

describe.each([
  ['SQLite', freshSqlite],
  ['PostgreSQL', freshPostgres],
] as const)('several Heralds at once on %s', (_dialect, fresh) => {
  it('log one bug for a message, count everybody, and number without gaps', async () => {
    const room = await openRoom({ db: await fresh() });
    const { parts } = room.herald;
    const workspace = room.slack.teamId;
    const people = [room.ana, room.ben, room.cleo];
    await room.ana.type(room.general, '/bugs');
    const messages = [];
    for (const text of ['One', 'Two', 'Three']) messages.push(await room.ben.post(room.general, text));
    const flags = messages.flatMap((message) =>
      people.map((person) => ({
        workspace,
        user: person.id,
        channel: room.general.id,
        ts: message.ts,
        way: 'bug',
      })),
    );
    await Promise.all([...flags, ...flags].map((flag) => flagMessage(parts, flag)));
    await room.settled();
    const bugs = await bugStore(parts.db, workspace).all();
    expect(bugs.map((bug) => bug.number)).toEqual([3, 2, 1]);
    for (const bug of bugs)
      expect(new Set(bug.reporters)).toEqual(new Set(people.map((person) => person.id)));
    for (const message of messages) {
      expect(message.thread).toHaveLength(1);
      for (const { name } of people) expect(message.thread[0]?.visibleText).toMatch(new RegExp(name, 'i'));
    }
    await Promise.all(flags.map((flag) => unflagMessage(parts, flag)));
    const after = await bugStore(parts.db, workspace).all();
    expect(after.map((bug) => [bug.status, bug.reporters.length])).toEqual([
      ['Withdrawn', 0],
      ['Withdrawn', 0],
      ['Withdrawn', 0],
    ]);
    await room.close();
  });
});
