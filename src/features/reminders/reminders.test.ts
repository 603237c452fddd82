import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { NEVER } from '../../jobs/when.ts';
import { allProducts } from '../products/index.ts';
import { releaseStore } from '../releases/index.ts';
import { reminderTables } from './table.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const openModal = async (room: Room) => {
  const { answer } = await room.ana.type(room.general, '/release remind');
  if (!answer) throw new Error('No list.');
  const { modal, answer: note } = await room.ana.press(answer, 'New reminder');
  if (!modal) throw new Error(note?.visibleText);
  return modal;
};

const remind = async (room: Room, when: string, who = ['#beta'], what = 'Look at the bugs') => {
  const modal = await openModal(room);
  await modal.fill('What', what);
  if (who.length > 0) await modal.pick('Who', who);
  await modal.fill('When', when);
  return modal.submit();
};

/** Lets the jobs learn of the time, moves it, and lets them work. */
const pass = async (room: Room, ms: number) => {
  await room.herald.jobs.tick();
  room.clock.advance(ms);
  await room.herald.jobs.tick();
  await room.settled();
};

const list = async (room: Room) => {
  const { answer } = await room.ana.type(room.general, '/release remind');
  if (!answer) throw new Error('No list.');
  return answer;
};

const came = (room: Room) => room.beta.messages.filter((one) => one.visibleText.includes('Reminder'));

/** Gives the product a release; announced now, or planned for a day. */
const release = async (room: Room, version: string, at: { announced?: number; planned?: string }) => {
  const { parts } = room.herald;
  const [product] = await allProducts(parts.db);
  if (!product) throw new Error('No product.');
  await parts.db.atomically((q) => [
    releaseStore(parts.db, product.workspace).add(q, {
      id: `r-${version}`,
      workspace: product.workspace,
      product: product.id,
      version,
      title: '',
      stage: 'Beta',
      state: at.announced ? 'announced' : 'draft',
      notes: '',
      howTo: '',
      rollback: '',
      plannedFor: at.planned ?? null,
      createdAt: room.clock.now(),
      createdBy: room.ana.id,
      announcedAt: at.announced ?? null,
      announcedBy: null,
      changes: 1,
    }),
  ]);
};

describe('reminders in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('says that there is none, and takes a new one', async () => {
    expect((await list(room)).visibleText).toContain('There are no reminders yet.');
    const modal = await openModal(room);
    expect(modal.title).toBe('New reminder');
    expect(modal.labels).toEqual(['What', 'Who', 'More people', 'When']);
    await modal.close();
    const saved = await remind(room, 'Every Monday 09:00', ['#beta', '@ben']);
    expect(saved.next?.visibleText).toContain('every monday 09:00, to #beta');
    expect((await list(room)).visibleText).toContain('Look at the bugs');
  });

  it('refuses at the fields, with the forms that it can read', async () => {
    const { errors } = await remind(room, 'soonish', []);
    expect(errors).toEqual({
      Who: 'Choose at least one channel or person.',
      When: 'Herald cannot read this. Write "every monday 09:00", "2 days after release", or a cron expression such as "0 9 * * 1".',
    });
  });

  it.each([
    ['0 0 30 2 *', 'This time never comes. Write "every monday 09:00"'],
    ['* * * * *', 'A reminder comes once an hour at most. Write "every monday 09:00"'],
    ['0,1 9 * * *', 'A reminder comes once an hour at most.'],
  ])('refuses %j at its field', async (when, words) => {
    const { errors } = await remind(room, when);
    expect(errors?.['When']).toContain(words);
    expect((await list(room)).visibleText).toContain('There are no reminders yet.');
  });

  it('takes what comes every hour', async () => {
    const { errors } = await remind(room, '0 * * * *');
    expect(errors).toBeUndefined();
  });

  it('lists a reminder whose time never comes, which can be stopped', async () => {
    await remind(room, '0 9 * * *');
    const { db } = room.herald.parts;
    const { reminders } = db.use(reminderTables);
    const when = { kind: 'cron', cron: '0 0 30 2 *', typed: '0 0 30 2 *' } as const;
    await db.update(reminders).set({ when, nextAt: NEVER });
    const shown = await list(room);
    expect(shown.visibleText).toContain('This time never comes. Stop it and set another.');
    const { answer } = await room.ana.press(shown, 'Stop');
    expect(answer?.visibleText).toContain('does not come any more');
  });

  it('comes at its time, once after a gap, to channels and people', async () => {
    await remind(room, '0 9 * * *', ['#beta', '@ben'], 'Look <!channel> `x` *y*');
    await pass(room, 3.5 * DAY);
    expect(came(room)).toHaveLength(1);
    expect(came(room)[0]?.visibleText).toContain('Look <!channel>');
    expect(came(room)[0]?.broadcasts).toEqual([]);
    expect(room.ben.dm.messages).toHaveLength(1);
    await pass(room, DAY);
    expect(came(room)).toHaveLength(2);
  });

  it('is put off for a day, and stopped', async () => {
    await remind(room, '0 9 * * 1');
    const before = await list(room);
    const { answer } = await room.ana.press(before, 'Snooze');
    expect(answer?.visibleText).toContain('Next:');
    const stopped = await room.ana.press(await list(room), 'Stop');
    expect(stopped.answer?.visibleText).toContain('does not come any more');
    expect((await room.ana.press(before, 'Stop')).answer?.visibleText).toContain('was stopped already');
    expect((await list(room)).visibleText).toContain('There are no reminders yet.');
    await pass(room, 15 * DAY);
    expect(came(room)).toHaveLength(0);
  });

  it('comes so many days after each release is announced, and before one that is planned', async () => {
    await remind(room, '2 days after release');
    await remind(room, '1 day before release', ['@ben'], 'Last look');
    expect((await list(room)).visibleText).toContain('Waits for the next release to be announced.');
    await pass(room, 5 * DAY);
    expect(came(room)).toHaveLength(0);
    await release(room, '1.4.0', { announced: room.clock.now() });
    await pass(room, 2 * 60_000);
    expect((await list(room)).visibleText).toContain('Next:');
    await pass(room, 3 * DAY);
    expect(came(room)).toHaveLength(1);
    expect(came(room)[0]?.visibleText).toContain('Reminder for 1.4.0');
    const planned = new Date(room.clock.now() + 5 * DAY).toISOString().slice(0, 10);
    await release(room, '1.5.0', { planned });
    await pass(room, 60_000);
    await pass(room, 5 * DAY);
    expect(came(room)).toHaveLength(1);
    expect(room.ben.dm.messages.map((one) => one.visibleText.split('\n').slice(0, 2))).toEqual([
      ['Reminder for 1.5.0', 'Last look'],
    ]);
  });

  it('tells who set it whom it cannot reach, once', async () => {
    await remind(room, '0 9 * * *');
    room.beta.archive();
    await pass(room, 1.5 * DAY);
    await pass(room, DAY);
    const told = room.ana.dm.messages.filter((one) => one.visibleText.includes('cannot reach'));
    expect(told).toHaveLength(1);
    expect(told[0]?.visibleText).toContain('This channel is archived.');
  });

  it('needs a role to be set', async () => {
    await list(room);
    const { answer } = await room.ben.type(room.general, '/release remind');
    if (!answer) throw new Error('No list.');
    const { answer: note, modal } = await room.ben.press(answer, 'New reminder');
    expect(modal).toBeUndefined();
    expect(note?.visibleText).toContain('You cannot set a reminder.');
  });
});
