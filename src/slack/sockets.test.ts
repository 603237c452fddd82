import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRoom, type Room } from '../../test/room.ts';
import { Hot } from '../db/database.ts';
import { slackTables } from './table.ts';

let room: Room;
beforeEach(async () => {
  room = await openRoom({ sockets: true });
});
afterEach(() => room.close());

it('takes commands, submits and events over a socket, and keeps an event before it is acknowledged', async () => {
  await expect.poll(() => room.slack.context.sender.sockets.connected).toBe(true);
  const { answer } = await room.ana.type(room.general, '/feedback the export is slow');
  expect(answer?.visibleText).toContain('Kept for');
  const { modal } = await room.ana.type(room.general, '/feedback');
  modal?.fill('Your feedback', 'It is quick now');
  expect(await modal?.submit()).toMatchObject({ closed: true });

  await room.ana.post('dm', 'Over the socket');
  // Local Slack goes on only after the acknowledgement: by then it stands in the inbox.
  const { inbox } = room.herald.parts.db.use(slackTables);
  const kept = await room.herald.parts.db.select().from(inbox);
  expect(kept.map((row) => row.id.split(':')[1])).toContain(room.slack.lastEvent?.eventId);
  await room.settled();
});

it('keeps over a socket only text that every database takes', async () => {
  await expect.poll(() => room.slack.context.sender.sockets.connected).toBe(true);
  const { db } = room.herald.parts;
  const { atomically } = db;
  const kept: string[] = [];
  db.atomically = (build) =>
    atomically((q) => {
      const writes = build(q);
      for (const write of writes)
        if (write instanceof Hot && write.name === 'inbox.insert') kept.push(JSON.stringify(write.values));
      return writes;
    });
  await room.ana.post('dm', 'half\u0000 a \ud83d pair');
  db.atomically = atomically;
  expect(kept).toEqual([expect.stringContaining('half a \ufffd pair')]);
  await room.settled();
});

it('is not acknowledged over a socket when it cannot be kept', async () => {
  await expect.poll(() => room.slack.context.sender.sockets.connected).toBe(true);
  const { db } = room.herald.parts;
  const { atomically } = db;
  db.atomically = async () => {
    throw new Error('disk full');
  };
  const posting = room.ana.post('dm', 'precious');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { inbox } = db.use(slackTables);
  expect(await db.select().from(inbox)).toEqual([]);
  db.atomically = atomically;
  await posting;
  await room.settled();
  expect((await db.select().from(inbox)).map((row) => row.state)).toEqual(['done']);
});
