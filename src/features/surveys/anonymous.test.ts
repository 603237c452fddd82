import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { answer, results, start } from '../../../test/surveys.ts';
import type { Person } from '../../localslack/index.ts';
import { slackTables } from '../../slack/table.ts';
import { allProducts } from '../products/index.ts';
import { newSalt, shuffled, tokenOf } from './anonymous.ts';
import { surveysOf } from './index.ts';
import { surveyTables } from './table.ts';

describe('anonymous surveys', () => {
  let room: Room;
  let people: Person[];
  beforeEach(async () => {
    room = await openRoom();
    people = await Promise.all(
      Array.from({ length: 7 }, async (_, at) => {
        const person = room.slack.addPerson({ name: `guest${at}`, realName: `Guest ${at}`, tz: 'UTC' });
        await person.join(room.beta);
        return person;
      }),
    );
    await start(room, ['#beta'], {}, true);
    await room.settled();
  });
  afterEach(() => room.close());

  const answers = async (from: number, to: number) => {
    for (const [at, person] of people.slice(from, to).entries())
      await answer(person, room.beta.last, at === 0 ? '0' : '10', `because ${from + at}`);
    await room.settled();
  };
  const tables = async () => {
    const { db } = room.herald.parts;
    const { surveys, surveyAnswers, surveyTokens } = db.use(surveyTables);
    return {
      survey: (await db.select().from(surveys))[0],
      answers: await db.select().from(surveyAnswers),
      tokens: await db.select().from(surveyTokens),
    };
  };

  it('say nothing under five answers, not even to an export or the digest', async () => {
    await answers(0, 4);
    expect(room.beta.last?.visibleText).toContain('4 have answered.');
    expect(await results(room)).toContain('Too few to say');
    expect(await results(room)).not.toContain('because');
    const exported = await room.ana.type(room.general, '/survey export');
    expect(exported.answer?.visibleText).toContain('too few answers to export');
    const [product] = await allProducts(room.herald.parts.db);
    const [summary] = await surveysOf(room.herald.parts, product?.workspace ?? '', product?.id ?? '');
    expect(summary).toMatchObject({ answered: 4, score: undefined, quotes: [] });
    const closed = await room.ana.type(room.general, '/survey close');
    expect(closed.answer?.visibleText).toContain('Too few to say');
  });

  it('show results from five on, and never one more answer at a time', async () => {
    await answers(0, 5);
    expect(await results(room)).toContain('NPS 60 (n = 5)');
    expect(await results(room)).toContain('because 3');
    await answers(5, 6);
    const six = await results(room);
    expect(six).toContain('NPS 60 (n = 5)');
    expect(six).toContain('1 answer is held back');
    expect(six).not.toContain('because 5');
    const closed = await room.ana.type(room.general, '/survey close');
    expect(closed.answer?.visibleText).toContain('NPS 60 (n = 5)');
  });

  it('are answered once, and say so before', async () => {
    const { modal } = (await people[0]?.press(room.beta.last ?? fail(), 'Answer')) ?? {};
    expect(modal?.visibleText).toContain('this survey is anonymous');
    expect(modal?.visibleText).toContain('You cannot change your answers afterwards.');
    await modal?.close();
    await answers(0, 1);
    const again = await people[0]?.press(room.beta.last ?? fail(), 'Answer');
    expect(again?.modal).toBeUndefined();
    expect(again?.answer?.visibleText).toContain('You have answered S1 already.');
  });

  it('say nothing of people and days in an export', async () => {
    await answers(0, 5);
    await room.ana.type(room.general, '/survey export');
    await room.settled();
    const [csv, json] = room.ana.dm.last?.files.map((file) => file.content.toString()) ?? [];
    expect(csv?.split('\n')[0]).toBe(
      '\uFEFFHow likely are you to recommend it to a colleague?,What is the main reason for your answer?',
    );
    expect(`${csv}${json}`).not.toMatch(/"answered": "|person|\d{4}-\d\d-\d\d/);
  });

  it('keep no link: no person, no time, no order, and after the close no token', async () => {
    await answers(0, 5);
    const kept = await tables();
    expect(kept.answers.map((one) => [one.person, one.at])).toEqual(
      Array.from({ length: 5 }, () => [null, null]),
    );
    expect(kept.tokens).toHaveLength(5);
    const order = kept.answers.map((one) => one.id);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const raw = JSON.stringify({ answers: kept.answers, tokens: kept.tokens });
    for (const person of people) expect(raw).not.toContain(person.id);
    const acts = await room.herald.parts.db.select().from(room.herald.parts.db.use(slackTables).seen);
    for (const person of people) expect(JSON.stringify(acts)).not.toContain(person.id);
    await room.ana.type(room.general, '/survey close');
    const closed = await tables();
    expect(closed.survey?.salt).toBeNull();
    expect(closed.tokens).toEqual([]);
  });
});

describe('tokens', () => {
  it('differ by person and by salt', () => {
    const [a, b] = [newSalt(), newSalt()];
    expect(tokenOf(a, 'U1')).toBe(tokenOf(a, 'U1'));
    expect(new Set([tokenOf(a, 'U1'), tokenOf(a, 'U2'), tokenOf(b, 'U1')]).size).toBe(3);
  });
  it('shuffles without losing anything', () => {
    const things = Array.from({ length: 100 }, (_, at) => at);
    const mixed = shuffled(things);
    expect(mixed).not.toEqual(things);
    expect([...mixed].sort((a, b) => a - b)).toEqual(things);
  });
});

const fail = (): never => {
  throw new Error('There is no such message.');
};
