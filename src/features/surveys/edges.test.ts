import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { answer, DAY, HOUR, pass, results, start } from '../../../test/surveys.ts';
import { Repeated } from '../../db/database.ts';
import { allProducts } from '../products/index.ts';
import { releaseStore } from '../releases/index.ts';
import { answerSurvey } from './answer.ts';
import { doDue, refreshCounts } from './due.ts';
import { surveysOf, waitingSurveysFor } from './index.ts';
import { startSurvey } from './start.ts';
import { surveyStore } from './store.ts';
import { TEMPLATE_QUESTIONS } from './templates.ts';

describe('surveys at the edges', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const product = async () => {
    const [found] = await allProducts(room.herald.parts.db);
    if (!found) throw new Error('No product.');
    return found;
  };
  const newest = async () => {
    const { workspace, id } = await product();
    const found = await surveyStore(room.herald.parts.db, workspace).newest(id);
    if (!found) throw new Error('No survey.');
    return found;
  };
  const acting = (user: string, once: string) => ({ workspace: 'T', user, channel: undefined, once });

  it.each([false, true])(
    'keep one answer of a submit that comes twice (anonymous: %s)',
    async (anonymous) => {
      await start(room, ['#beta'], {}, anonymous);
      const survey = await newest();
      const again = () =>
        answerSurvey(room.herald.parts, acting(room.ben.id, 'the same'), survey, { nps: '9' });
      const settled = await Promise.allSettled([again(), again(), again()]);
      expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
      await expect(again()).rejects.toBeInstanceOf(Repeated);
      expect((await newest()).answered).toBe(1);
    },
  );

  it('keep an answer of 10,000 characters whole, and show it again in parts', async () => {
    await start(room, ['#beta']);
    await room.settled();
    const long = `${'word '.repeat(1999)}end<!here>`;
    await answerSurvey(room.herald.parts, acting(room.ben.id, 'long'), await newest(), {
      nps: '9',
      why: long,
    });
    const message = room.beta.last;
    const { modal } = message ? await room.ben.press(message, 'Answer') : {};
    expect(modal?.labels.slice(1)).toHaveLength(4);
    await modal?.submit();
    const [kept] = JSON.parse((await exported()).toString()).answers;
    expect(kept.answers.why.replaceAll('\n', ' ').replaceAll('  ', ' ')).toBe(long);
  });

  const exported = async (): Promise<Buffer> => {
    await room.ana.type(room.general, '/survey export');
    await room.settled();
    const json = room.ana.dm.last?.files[1]?.content;
    if (!json) throw new Error('No file.');
    return json;
  };

  it('leave out people who cannot be asked, and say why', async () => {
    const gone = room.slack.addPerson({ name: 'gone', realName: 'Gone Girl', tz: 'UTC' });
    const bot = room.slack.addPerson({ name: 'robot', realName: 'Robot', tz: 'UTC' });
    gone.user.deleted = true;
    bot.user.isBot = true;
    await room.ana.type(room.general, '/survey list');
    const settings = {
      title: 'Who?',
      template: 'NPS',
      release: null,
      destinations: [gone.id, bot.id, room.ben.id, room.ben.id, 'U0NOBODY'],
      anonymous: false,
      closesAt: room.clock.now() + DAY,
      sendAt: 'now',
    } as const;
    const own = await product();
    const who = { ...acting(room.ana.id, 'x'), workspace: own.workspace };
    const note = await startSurvey(room.herald.parts, who, own, settings, TEMPLATE_QUESTIONS.NPS, 'V1');
    expect(note.text).toContain(`<@${gone.id}>. This person has been deactivated.`);
    expect(note.text).toContain(`<@${bot.id}>. This is a bot.`);
    expect(note.text).toContain('<@U0NOBODY>. This person is not in the workspace.');
    expect((await newest()).asked).toBe(1);
    await expect(
      startSurvey(room.herald.parts, who, own, settings, TEMPLATE_QUESTIONS.NPS, 'V1'),
    ).rejects.toBeInstanceOf(Repeated);
  });

  it('number surveys that are started at once, and make one of a modal sent twice', async () => {
    await room.ana.type(room.general, '/survey list');
    const own = await product();
    const who = { ...acting(room.ana.id, 'x'), workspace: own.workspace };
    const settings = {
      title: 'At once',
      template: 'NPS',
      release: null,
      destinations: [room.beta.id],
      anonymous: false,
      closesAt: room.clock.now() + DAY,
      sendAt: 'now',
    } as const;
    const made = await Promise.allSettled(
      ['V1', 'V2', 'V3', 'V2'].map((modal) =>
        startSurvey(room.herald.parts, who, own, settings, TEMPLATE_QUESTIONS.NPS, modal),
      ),
    );
    expect(made.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    const all = await surveysOf(room.herald.parts, own.workspace, own.id);
    expect(all.map((one) => one.name)).toEqual(['S3', 'S2', 'S1']);
  });

  it('send each due message once when two processes look at the same time', async () => {
    await start(room, ['@ben', '@cleo'], { 'Send at': 'At nine, each in their own time' });
    const { workspace, id } = await product();
    const [summary] = await surveysOf(room.herald.parts, workspace, id);
    expect(summary?.state).toBe('scheduled');
    room.clock.advance(DAY + HOUR);
    await Promise.all([doDue(room.herald.parts), doDue(room.herald.parts)]);
    await room.settled();
    expect([room.ben.dm.messages.length, room.cleo.dm.messages.length]).toEqual([1, 1]);
    expect(await waitingSurveysFor(room.herald.parts, workspace, room.ben.id)).toHaveLength(1);
    room.clock.advance(7 * DAY);
    await Promise.all([doDue(room.herald.parts), doDue(room.herald.parts)]);
    await room.settled();
    expect(room.ana.dm.messages).toHaveLength(1);
    expect(await waitingSurveysFor(room.herald.parts, workspace, room.ben.id)).toEqual([]);
  });

  it('count in fewer steps where very many are asked', async () => {
    const people = Array.from({ length: 22 }, (_, at) =>
      room.slack.addPerson({ name: `p${at}`, realName: `Person ${at}`, tz: 'UTC' }),
    );
    await start(
      room,
      people.map((person) => `@${person.name}`),
    );
    await room.settled();
    const [first] = people;
    if (!first) throw new Error('Nobody.');
    await answer(first, first.dm.last, '9');
    await room.settled();
    expect(first.dm.last?.visibleText).toContain('Nobody has answered yet.');
    await refreshCounts(room.herald.parts);
    await room.settled();
    expect(first.dm.last?.visibleText).toContain('1 of 22 has answered.');
  });

  it('show the numbers to everybody asked when the asker wants that', async () => {
    const people = Array.from({ length: 5 }, (_, at) =>
      room.slack.addPerson({ name: `p${at}`, realName: `Person ${at}`, tz: 'UTC' }),
    );
    await start(room, ['#beta']);
    await room.settled();
    for (const person of people) {
      await person.join(room.beta);
      await answer(person, room.beta.last, '10', 'secret words');
    }
    const { answer: note } = await room.ana.type(room.general, '/survey close');
    expect(note?.visibleText).toContain('secret words');
    await room.settled();
    expect(room.beta.last?.visibleText).not.toContain('█');
    if (note) await room.ana.press(note, 'Show these numbers to everybody asked');
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('10  ████████████████████  5  100%');
    expect(room.beta.last?.visibleText).not.toContain('secret words');
  });

  it('pause when the release is rolled back: nobody is asked or reminded, answers are marked', async () => {
    await room.ana.type(room.general, '/survey list');
    const own = await product();
    const store = releaseStore(room.herald.parts.db, own.workspace);
    const release = {
      id: 'r1',
      workspace: own.workspace,
      product: own.id,
      version: '1.4.0',
      title: 'Exports',
      stage: 'Beta',
      state: 'announced',
      notes: '',
      howTo: '',
      rollback: '',
      plannedFor: null,
      createdAt: 1,
      createdBy: room.ana.id,
      announcedAt: 1,
      announcedBy: room.ana.id,
      changes: 1,
    } as const;
    await room.herald.parts.db.atomically((q) => [store.add(q, release)]);
    await start(room, ['#beta', '@cleo']);
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('asks about atlas 1.4.0 Exports');
    await room.herald.parts.db.atomically((q) => [store.change(q, { ...release, state: 'withdrawn' })]);
    await pass(room, HOUR);
    expect(room.beta.last?.visibleText).toContain('This release was rolled back.');
    await answer(room.ben, room.beta.last, '2');
    await pass(room, 6 * DAY + 2 * HOUR);
    expect(room.cleo.dm.messages).toHaveLength(1);
    expect(await results(room)).toContain('1 answer came after the release was rolled back.');
  });
});
