import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import type { LocalMessage, Person } from '../../localslack/index.ts';

type Fields = { title?: string; template?: string; to: (string | object)[]; more?: (room: Room) => void };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const start = async (room: Room, to: string[], fields: Record<string, string> = {}, anonymous = false) => {
  const { modal, answer } = await room.ana.type(room.general, '/survey new');
  if (!modal) throw new Error(answer?.visibleText);
  await modal.fill('Title', fields['Title'] ?? 'How is it?');
  await modal.choose('Template', fields['Template'] ?? 'NPS');
  if (to.length > 0) await modal.pick('Send to', to);
  if (fields['Closes']) await modal.choose('Closes', fields['Closes']);
  if (fields['Send at']) await modal.choose('Send at', fields['Send at']);
  if (anonymous) await modal.choose('Anonymous', modal.options('Anonymous'));
  return modal.submit();
};

const answer = async (person: Person, message: LocalMessage | undefined, score: string, why = '') => {
  if (!message) throw new Error('There is no message to answer.');
  const { modal, answer: note } = await person.press(message, 'Answer');
  if (!modal) throw new Error(note?.visibleText);
  await modal.choose('How likely are you to recommend it to a colleague?', score);
  if (why) await modal.fill('What is the main reason for your answer?', why);
  return modal.submit();
};

const results = async (room: Room, id = '') =>
  (await room.ana.type(room.general, `/survey results ${id}`)).answer?.visibleText ?? '';

/** Lets the jobs learn of the time and then moves it. */
const pass = async (room: Room, ms: number) => {
  await room.herald.jobs.tick();
  room.clock.advance(ms);
  await room.herald.jobs.tick();
  await room.settled();
};

describe('surveys in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('asks in a channel and by name, counts in place, and shows the score', async () => {
    const submitted = await start(room, ['#beta', '@ben', '@cleo']);
    expect(submitted.next?.visibleText).toContain('S1 How is it? has started.');
    await room.settled();
    const inBeta = room.beta.last;
    expect(inBeta?.visibleText).toContain('How is it?');
    expect(inBeta?.visibleText).toContain('[Answer]');
    expect(inBeta?.visibleText).toContain('[Later]');
    expect(inBeta?.visibleText).toContain('Nobody has answered yet.');
    expect(room.ben.dm.last?.visibleText).toContain('Ana Silva asks about atlas');
    expect(await answer(room.ben, room.ben.dm.last, '10', 'fast')).toMatchObject({ closed: true });
    expect(await answer(room.cleo, room.beta.last, '3')).toMatchObject({ closed: true });
    expect(await answer(room.ana, room.beta.last, '9')).toMatchObject({ closed: true });
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('3 of 3 have answered.');
    expect(room.ben.dm.last?.visibleText).toContain('3 of 3 have answered.');
    expect(room.beta.messages).toHaveLength(1);
    expect(await results(room)).toContain('NPS 33 (n = 3)');
    expect(await results(room, 's1')).toContain('Response rate 100%');
    expect(await results(room, 'S9')).toContain('has no survey S9');
  });
});
