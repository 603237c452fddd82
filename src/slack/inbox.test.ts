import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { MovableClock } from '../../test/room.ts';
import type { Db } from '../db/database.ts';
import { openLog } from '../log.ts';
import { SlackBusy, SlackRefusal, SlackSilent } from './api.ts';
import type { Event } from './entry.ts';
import { openInbox } from './inbox.ts';
import { once } from './once.ts';
import { slackTables } from './table.ts';

const event = (id: string, channel = 'C1', workspace = 'T1'): Event => ({
  workspace,
  id,
  type: 'message',
  event: { channel, text: id },
  botUser: 'U9',
});

onBoth('the inbox', (fresh) => {
  let db: Db;
  const clock = new MovableClock();
  const open = (handle: (event: Event) => Promise<void>) => openInbox(db, clock, openLog('silent'), handle);
  const states = async (): Promise<string[]> => {
    const { inbox } = db.use(slackTables);
    return (await db.select().from(inbox)).map((row) => row.state);
  };
  beforeEach(async () => {
    db = await fresh();
  });
  afterEach(() => db.close());

  it('handles an event once, however often and at once it comes, also after a restart', async () => {
    const seen: string[] = [];
    const inbox = open(async ({ id }) => void seen.push(id));
    const kept = await Promise.all(Array.from({ length: 20 }, () => inbox.keep(event('Ev1'))));
    await inbox.settled();
    const after = open(async ({ id }) => void seen.push(id));
    expect(await after.keep(event('Ev1'))).toBe(false);
    await after.recover();
    await after.settled();
    expect([kept.filter(Boolean).length, seen]).toEqual([1, ['Ev1']]);
  });

  it('keeps the events of two workspaces apart, though they have the same id', async () => {
    const seen: string[] = [];
    const inbox = open(async ({ workspace }) => void seen.push(workspace));
    await inbox.keep(event('Ev1', 'C1', 'T1'));
    await inbox.keep(event('Ev1', 'C1', 'T2'));
    await inbox.settled();
    expect(seen.sort()).toEqual(['T1', 'T2']);
  });

  it('handles after a restart what a crash left undone', async () => {
    const dying = open(() => new Promise(() => undefined));
    await dying.keep(event('Ev1'));
    await dying.keep(event('Ev2'));
    const seen: string[] = [];
    const next = open(async ({ id }) => void seen.push(id));
    await next.recover();
    await next.settled();
    expect([seen, await states()]).toEqual([
      ['Ev1', 'Ev2'],
      ['done', 'done'],
    ]);
  });

  it('keeps the order within a channel, and lets no channel wait for another', async () => {
    const seen: string[] = [];
    const slow = Promise.withResolvers<void>();
    const inbox = open(async ({ id }) => {
      if (id === 'slow') await slow.promise;
      seen.push(id);
    });
    for (const one of [event('slow'), event('second'), event('third'), event('elsewhere', 'C2')])
      await inbox.keep(one);
    await expect.poll(() => seen).toEqual(['elsewhere']);
    slow.resolve();
    await inbox.settled();
    expect(seen).toEqual(['elsewhere', 'slow', 'second', 'third']);
  });

  it('tries a poisoned event five times, then leaves it and goes on', async () => {
    let tries = 0;
    const seen: string[] = [];
    const inbox = open(async ({ id }) => {
      if (id === 'poison') tries += 1;
      if (id === 'poison') throw new Error('poison');
      seen.push(id);
    });
    await inbox.keep(event('poison'));
    await inbox.keep(event('fine'));
    for (let times = 0; times < 8; times += 1) {
      await inbox.settled();
      await inbox.recover();
    }
    await inbox.settled();
    expect([tries, seen, (await states()).sort()]).toEqual([5, ['fine'], ['done', 'failed']]);
  });

  it.each([
    ['Slack is silent', new SlackSilent('no answer')],
    ['Slack asks to wait', new SlackBusy('users.info', 90_000)],
    ['Herald was removed', new SlackRefusal('users.info', 'account_inactive')],
  ])('waits for hours while %s, with what comes after it in the channel', async (_what, error) => {
    let away = true;
    let tries = 0;
    const seen: string[] = [];
    const inbox = open(async ({ id }) => {
      if (id === 'first') tries += 1;
      if (id === 'first' && away) throw error;
      seen.push(id);
    });
    for (const one of [event('first'), event('second'), event('elsewhere', 'C2')]) await inbox.keep(one);
    for (let minute = 0; minute < 240; minute += 1) {
      await inbox.settled();
      clock.advance(60_000);
      await inbox.recover();
      if (minute === 100) await inbox.keep(event('third'));
    }
    await inbox.settled();
    expect(seen).toEqual(['elsewhere']);
    expect(tries).toBeGreaterThan(5);
    away = false;
    clock.advance(3_600_000);
    await inbox.recover();
    await inbox.settled();
    expect(seen).toEqual(['elsewhere', 'first', 'second', 'third']);
    expect(await states()).toEqual(['done', 'done', 'done', 'done']);
  });

  it('lets what comes after wait until a failing event is done', async () => {
    let broken = true;
    const seen: string[] = [];
    const inbox = open(async ({ id }) => {
      if (id === 'first' && broken) throw new Error('broken');
      seen.push(id);
    });
    await inbox.keep(event('first'));
    await inbox.settled();
    await inbox.keep(event('second'));
    await inbox.settled();
    expect(seen).toEqual([]);
    broken = false;
    await inbox.recover();
    await inbox.settled();
    expect(seen).toEqual(['first', 'second']);
  });

  it('lets a line go on when what it waited for was given up after two days', async () => {
    const seen: string[] = [];
    const inbox = open(async ({ id }) => {
      if (id === 'first') throw new SlackSilent('no answer');
      seen.push(id);
    });
    await inbox.keep(event('first'));
    await inbox.settled();
    clock.advance(49 * 3_600_000);
    await inbox.keep(event('second'));
    await inbox.sweep();
    await inbox.recover();
    await inbox.settled();
    expect([seen, await states()]).toEqual([['second'], ['done']]);
  });

  it('forgets the names of acts after two days', async () => {
    const { seen } = db.use(slackTables);
    const names = async () => (await db.select().from(seen)).map(({ id }) => id);
    const inbox = open(async () => undefined);
    await db.atomically(() => [once(db, 'T1:press:1', clock.now())]);
    clock.advance(47 * 3_600_000);
    await db.atomically(() => [once(db, 'T1:press:2', clock.now())]);
    await inbox.sweep();
    expect((await names()).sort()).toEqual(['T1:press:1', 'T1:press:2']);
    clock.advance(2 * 3_600_000);
    await inbox.sweep();
    expect(await names()).toEqual(['T1:press:2']);
  });

  it('keeps no text of what was handled, and forgets it after two days', async () => {
    const inbox = open(async () => undefined);
    await inbox.keep(event('Ev1'));
    await inbox.settled();
    const { inbox: table } = db.use(slackTables);
    expect((await db.select().from(table).where(eq(table.id, 'T1:Ev1')))[0]?.body).toBeNull();
    await inbox.sweep();
    expect(await states()).toEqual(['done']);
    clock.advance(49 * 3_600_000);
    await inbox.sweep();
    expect(await states()).toEqual([]);
  });
});
