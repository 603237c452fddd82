import { afterEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { answer, start } from '../../../test/surveys.ts';
import { FEEDBACK_SUMMARY } from '../releases/index.ts';

describe('the feedback summary', () => {
  let room: Room;
  afterEach(() => room.close());

  it.each([
    [false, [undefined, 5, 8, 9]],
    [true, [undefined, 5, 5, 5, 10]],
  ])('follows every answer that may count, from the fifth on (anonymous: %s)', async (anonymous, counts) => {
    room = await openRoom();
    await start(room, ['#beta'], {}, anonymous);
    await room.settled();
    const shown: (number | undefined)[] = [];
    for (let at = 1; at <= 10; at += 1) {
      const person = room.slack.addPerson({ name: `p${at}`, realName: `Person ${at}`, tz: 'UTC' });
      await person.join(room.beta);
      await answer(person, room.beta.last, '9');
      if (![4, 5, 8, 9, 10].includes(at)) continue;
      await room.settled();
      const n = /n = (\d+)/.exec(room.remote.read(FEEDBACK_SUMMARY) ?? '')?.[1];
      shown.push(n === undefined ? undefined : Number(n));
    }
    expect(shown.slice(0, counts.length)).toEqual(counts);
  });
});
