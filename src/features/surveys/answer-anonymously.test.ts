import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { freshPostgres, freshSqlite } from '../../../test/databases.ts';
import { openRoom, type Room } from '../../../test/room.ts';
import { start } from '../../../test/surveys.ts';
import type { Db } from '../../db/database.ts';
import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import { tokenOf } from './anonymous.ts';
import { answerSurvey, openSurvey } from './answer.ts';
import { answerStore } from './answers.ts';
import { hasAnswered } from './results.ts';
import { surveyTables } from './table.ts';

class Died extends Error {}

/** The same database, whose process dies at its nth batch from now on. */
const dyingAt = (parts: Parts, nth: number): Parts => {
  let batch = 0;
  const die = () => {
    batch += 1;
    if (batch >= nth) throw new Died();
  };
  const db: Db = Object.assign(Object.create(parts.db), {
    atomically: async (build: Parameters<Db['atomically']>[0]) => {
      die();
      await parts.db.atomically(build);
    },
  });
  const outbox = {
    ...parts.outbox,
    save: async (given: Parameters<Parts['outbox']['save']>[0]) => {
      die();
      await parts.outbox.save(given);
    },
  };
  return { ...parts, db, outbox };
};

describe.each([
  ['SQLite', freshSqlite],
  ['PostgreSQL', freshPostgres],
] as const)('anonymous answers on %s', (dialect, fresh) => {
  let room: Room;
  afterEach(() => room.close());

  const open = async () => {
    room = await openRoom({ db: await fresh() });
    await start(room, ['#beta'], {}, true);
    await room.settled();
    const { db } = room.herald.parts;
    const [survey] = await db.select().from(db.use(surveyTables).surveys);
    if (!survey) throw new Error('No survey.');
    return survey;
  };
  const give = async (parts: Parts, survey: string, user: string, once: string, why = '') => {
    const found = await openSurvey(parts, room.slack.teamId, survey);
    const acting = { workspace: room.slack.teamId, user, channel: undefined, once };
    await answerSurvey(parts, acting, found, { nps: '9', why });
  };
  const kept = async (survey: string) => {
    const { db } = room.herald.parts;
    const store = answerStore(db, room.slack.teamId);
    return [(await store.survey(survey))?.answered, (await store.held(survey)).length];
  };

  it('are written apart from their tokens, and in no order', async () => {
    const { id } = await open();
    const { db } = room.herald.parts;
    const { surveyAnswers, surveyTokens } = db.use(surveyTables);
    for (let at = 0; at < 4; at += 1) await give(room.herald.parts, id, `U${at}`, `act ${at}`, `${at}`);
    if (dialect === 'SQLite') return;
    const xmin = sql<string>`xmin::text`;
    const answers = await db.select({ xmin }).from(surveyAnswers);
    const tokens = await db.select({ xmin }).from(surveyTokens);
    expect(new Set(answers.map((one) => one.xmin)).size).toBe(1);
    expect(new Set(tokens.map((one) => one.xmin))).not.toContain(answers[0]?.xmin);
    const places = await db.select({ id: surveyAnswers.id }).from(surveyAnswers).orderBy(sql`ctid`);
    const keys = places.map((one) => one.id);
    expect(keys).toEqual([...keys].sort((a, b) => b - a));
  });

  it.each([
    [1, [0, 0], 'before anything'],
    [2, [1, 0], 'before the answer'],
  ])('are taken again after Herald ended at batch %i, %o kept, %s', async (nth, left) => {
    const survey = await open();
    const { parts } = room.herald;
    await expect(give(dyingAt(parts, nth), survey.id, 'U1', 'one')).rejects.toBeInstanceOf(Died);
    expect(await kept(survey.id)).toEqual(left);
    expect(await hasAnswered(parts, survey, 'U1')).toBe(false);
    if (nth === 2)
      await expect(give(parts, survey.id, 'U1', 'one')).rejects.toThrow('send them again in ten seconds');
    room.clock.advance(10_001);
    await give(parts, survey.id, 'U1', 'one');
    expect(await kept(survey.id)).toEqual([1, 1]);
    expect(await hasAnswered(parts, survey, 'U1')).toBe(true);
    await expect(give(parts, survey.id, 'U1', 'two')).rejects.toThrow('You have answered S1 already');
  });

  it('are kept once when they are sent twice at the same moment', async () => {
    const survey = await open();
    const { parts } = room.herald;
    const sent = await Promise.allSettled(
      ['one', 'one', 'two'].map((act) => give(parts, survey.id, 'U1', act)),
    );
    expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of sent) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Refused);
    expect(await kept(survey.id)).toEqual([1, 1]);
    expect(tokenOf(survey.salt ?? '', 'U1')).not.toContain('U1');
  });
});
