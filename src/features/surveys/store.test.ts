import { expect, it } from 'vitest';
import { onBoth, removedWorkspace } from '../../../test/databases.ts';
import { Conflict, type Db } from '../../db/database.ts';
import { retryTaken } from '../../db/unique.ts';
import { Refused } from '../../slack/errors.ts';
import { answerStore } from './answers.ts';
import { dueSurveys, randomKey, surveyStore } from './store.ts';
import type { Asked, NewSurvey, Nudge, SurveyAnswer } from './survey.ts';
import { tokenStore } from './tokens.ts';

const survey = (id: string, more: Partial<NewSurvey> = {}): NewSurvey => ({
  id,
  workspace: 'T1',
  product: 'p1',
  title: 'How is it? 🎉',
  template: 'NPS',
  release: null,
  about: 'atlas',
  questions: [{ id: 'nps', kind: 'nps', text: 'How likely?' }],
  anonymous: false,
  salt: null,
  state: 'open',
  author: 'U1',
  timezone: 'UTC',
  createdAt: 1,
  sentAt: null,
  closesAt: 1000,
  closedAt: null,
  pausedAt: null,
  remindAt: 500,
  remindedAt: null,
  asked: 1,
  toChannel: false,
  answered: 0,
  shownAnswered: 0,
  shared: false,
  ...more,
});
const asked = (id: string, of: string, person: string | null, more: Partial<Asked> = {}): Asked => ({
  id,
  workspace: 'T1',
  survey: of,
  destination: person ?? 'C1',
  person,
  sendAt: 10,
  sentAt: null,
  failed: null,
  ...more,
});
const answer = (of: string, person: string | null, score: string): SurveyAnswer => ({
  id: randomKey(),
  workspace: 'T1',
  survey: of,
  person,
  answers: { nps: score, why: 'x'.repeat(10_000), multi: ['0', '1'] },
  at: person === null ? null : 5,
  released: person !== null,
  late: false,
});
const nudge = (person: string, kind: Nudge['kind'], dueAt: number): Nudge => ({
  id: `${person}:${kind}:${dueAt}`,
  workspace: 'T1',
  survey: 's1',
  person,
  kind,
  dueAt,
  sentAt: null,
});

const add = (db: Db, row: NewSurvey) =>
  retryTaken(() => db.atomically((q) => [surveyStore(db, row.workspace).add(q, row)]));

onBoth('the store of surveys', (fresh) => {
  it('numbers surveys of a product without gaps, twenty at once', async () => {
    const db = await fresh();
    await Promise.all(Array.from({ length: 20 }, (_, at) => add(db, survey(`s${at}`))));
    await add(db, survey('other', { product: 'p2' }));
    const store = surveyStore(db, 'T1');
    const numbers = (await store.all('p1')).map((one) => one.number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at));
    expect((await store.byNumber('p2', 1))?.id).toBe('other');
    expect(await surveyStore(db, 'T2').find('s1')).toBeUndefined();
    expect(await answerStore(db, 'T2').survey('s1')).toBeUndefined();
  });

  it('keeps one answer a person whole, and refuses after the close', async () => {
    const db = await fresh();
    await add(db, survey('s1'));
    const store = answerStore(db, 'T1');
    const first = answer('s1', 'U2', '3');
    const save = (row: SurveyAnswer) => db.atomically(() => [store.count('s1', true), store.add(row)]);
    await save(first);
    await expect(save(answer('s1', 'U2', '9'))).rejects.toBeInstanceOf(Conflict);
    expect(await store.survey('s1')).toMatchObject({ answered: 1, asked: 2 });
    const changed = { ...first, answers: { nps: '9' }, at: 7 };
    await db.atomically(() => [store.edit(changed)]);
    expect(await store.byPerson('s1', 'U2')).toEqual(changed);
    await db.atomically((q) => [surveyStore(db, 'T1').close(q, 's1', 9)]);
    await expect(save(answer('s1', 'U3', '9'))).rejects.toBeInstanceOf(Refused);
    await expect(db.atomically(() => [store.edit(first)])).rejects.toBeInstanceOf(Conflict);
    expect(await store.all('s1')).toEqual([changed]);
  });

  it('holds anonymous answers until enough came, each in a new row', async () => {
    const db = await fresh();
    await add(db, survey('s1', { anonymous: true, salt: 'c2FsdA==' }));
    await add(db, survey('s2', { anonymous: true, salt: 'c2FsdA==' }));
    const store = answerStore(db, 'T1');
    const rows = ['1', '2', '3', '4'].map((score) => answer('s1', null, score));
    const other = answer('s2', null, '9');
    await db.atomically(() => [...rows, other].map((row) => store.add(row)));
    const before = rows.map((row) => row.id);
    expect(new Set(await store.held('s1'))).toEqual(new Set(before));
    await db.atomically((q) => store.mix(q, 's1', before.slice(0, 2)));
    await db.atomically((q) => store.mix(q, 's1', before.slice(0, 2)));
    const mixed = before.map((id, at) => (at < 2 ? -id : id));
    expect(new Set(await store.held('s1'))).toEqual(new Set(mixed));
    expect([await store.all('s1'), await answerStore(db, 'T2').held('s1')]).toEqual([[], []]);
    await Promise.all([1, 2].map(() => db.atomically((q) => store.release(q, 's1'))));
    const all = await store.all('s1');
    expect(new Set(all)).toEqual(
      new Set(rows.map((row, at) => ({ ...row, id: -(mixed[at] ?? 0), released: true }))),
    );
    expect([await store.held('s1'), await store.held('s2')]).toEqual([[], [other.id]]);
  });

  it('marks who has answered, lets one at a time go on, and forgets all at the close', async () => {
    const db = await fresh();
    const store = tokenStore(db, 'T1');
    const take = (token: string) => db.atomically(() => [store.take('s1', token, 5)]);
    await take('a');
    await take('b');
    await expect(take('a')).rejects.toBeInstanceOf(Conflict);
    expect(await store.find('s1', 'a')).toEqual({ token: 'a', takenAt: 5 });
    expect(await tokenStore(db, 'T2').find('s1', 'a')).toBeUndefined();
    const over = () => db.atomically((q) => [store.takeOver(q, 's1', 'a', 5, 9)]);
    const tries = await Promise.allSettled([over(), over()]);
    expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(over()).rejects.toBeInstanceOf(Refused);
    await db.atomically((q) => [store.finish(q, 's1', 'a')]);
    expect(await store.finished('s1')).toEqual(new Set(['a']));
    await db.atomically((q) => [store.forget(q, 's1')]);
    expect(await store.find('s1', 'b')).toBeUndefined();
  });

  it('sends what is due once, counts out whom it cannot reach, and knows when people were asked', async () => {
    const db = await fresh();
    await add(db, survey('s1', { asked: 2 }));
    const store = surveyStore(db, 'T1');
    const rows = [asked('a', 's1', null), asked('b', 's1', 'U2'), asked('c', 's1', 'U3', { sendAt: 100 })];
    await db.atomically((q) => store.ask(q, rows));
    const due = dueSurveys(db);
    expect((await due.sending(50, 10)).map((one) => one.asked.id).sort()).toEqual(['a', 'b']);
    await db.atomically((q) => [store.sent(q, 'b', 50), store.started(q, 's1', 50)]);
    await expect(db.atomically((q) => [store.sent(q, 'b', 51)])).rejects.toBeInstanceOf(Conflict);
    expect((await store.openFor('U2')).map((one) => one.id)).toEqual(['s1']);
    expect(await store.openFor('U3')).toEqual([]);
    expect(await store.lastAsked(['U2', 'U3', 'U4'], 50)).toEqual(new Map([['U3', 100]]));
    await db.atomically((q) => store.failed(q, rows[2] ?? asked('c', 's1', 'U3'), 'Gone.'));
    await expect(
      db.atomically((q) => store.failed(q, rows[2] ?? asked('c', 's1', 'U3'), 'Gone.')),
    ).rejects.toBeInstanceOf(Conflict);
    expect((await store.find('s1'))?.asked).toBe(1);
    await db.atomically((q) => [store.pause(q, 's1', 60)]);
    expect(await due.sending(500, 10)).toEqual([]);
    expect((await due.closing(1000)).map((one) => one.id)).toEqual(['s1']);
    await removedWorkspace(db, 'T1');
    expect(await due.closing(1000)).toEqual([]);
  });

  it('moves "Later", and reminds a person once', async () => {
    const db = await fresh();
    await add(db, survey('s1'));
    const store = surveyStore(db, 'T1');
    await db.atomically((q) => [
      store.later(q, nudge('U2', 'later', 10)),
      store.remind(q, { ...nudge('U2', 'reminder', 10), sentAt: 10 }),
      store.remind(q, { ...nudge('U2', 'reminder', 20), sentAt: 20 }),
    ]);
    const due = dueSurveys(db);
    const [found] = await due.nudging(10, 10);
    if (!found) throw new Error('Nothing is due.');
    await db.atomically((q) => [store.nudged(q, found.nudge, 11)]);
    await expect(db.atomically((q) => [store.nudged(q, found.nudge, 12)])).rejects.toBeInstanceOf(Conflict);
    await db.atomically((q) => [store.later(q, nudge('U2', 'later', 30))]);
    expect((await due.nudging(30, 10)).map((one) => one.nudge.dueAt)).toEqual([30]);
    expect((await store.nudges('s1')).filter((one) => one.kind === 'reminder')).toHaveLength(1);
    expect((await due.reminding(500)).map((one) => one.id)).toEqual(['s1']);
    await db.atomically((q) => [store.reminded(q, 's1', 500)]);
    expect(await due.reminding(500)).toEqual([]);
  });

  it('keeps a draft until it is forgotten', async () => {
    const db = await fresh();
    const store = surveyStore(db, 'T1');
    const settings = {
      title: 'x',
      template: 'Custom',
      release: null,
      destinations: ['C1'],
      anonymous: true,
      closesAt: 5,
      sendAt: 'now',
    } as const;
    await store.keepDraft({ id: 'V1', product: 'p1', author: 'U1', settings, createdAt: 5 });
    await store.keepDraft({
      id: 'V1',
      product: 'p1',
      author: 'U1',
      settings: { ...settings, title: 'y' },
      createdAt: 6,
    });
    expect((await store.draft('V1'))?.settings.title).toBe('y');
    expect(await surveyStore(db, 'T2').draft('V1')).toBeUndefined();
    await dueSurveys(db).forgetDrafts(6);
    expect(await store.draft('V1')).toBeUndefined();
  });
});
