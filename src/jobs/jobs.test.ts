import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import type { Db } from '../db/database.ts';
import { openLog } from '../log.ts';
import { type Job, openJobs } from './jobs.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 23, 12);

onBoth('jobs', (fresh) => {
  let db: Db;
  let now: number;
  let runs: number;
  const count = (): void => {
    runs += 1;
  };
  beforeEach(async () => {
    db = await fresh();
    now = NOON;
    runs = 0;
  });
  afterEach(() => db.close());

  const open = (...jobs: Job[]) => openJobs({ db, clock: { now: () => now }, log: openLog('silent'), jobs });
  const hourly = (run: () => Promise<void>, name = 'hourly'): Job => ({ name, cron: '0 * * * *', run });

  it('runs at its time, and not before', async () => {
    const jobs = open(hourly(async () => count()));
    await jobs.tick();
    now += HOUR - 1000;
    await jobs.tick();
    expect(runs).toBe(0);
    now += 1000;
    await jobs.tick();
    await jobs.tick();
    expect(runs).toBe(1);
  });

  it('runs once, though several processes look at once', async () => {
    const processes = Array.from({ length: 4 }, () => open(hourly(async () => count())));
    await Promise.all(processes.map((jobs) => jobs.tick()));
    for (let slot = 1; slot <= 5; slot += 1) {
      now = NOON + slot * HOUR;
      await Promise.all(processes.map((jobs) => jobs.tick()));
      expect(runs).toBe(slot);
    }
  });

  it('makes up for a gap of days with one run', async () => {
    await open(hourly(async () => count())).tick();
    now += 72 * HOUR;
    const after = open(hourly(async () => count()));
    await after.tick();
    await after.tick();
    expect(runs).toBe(1);
    now += HOUR;
    await after.tick();
    expect(runs).toBe(2);
  });

  it('does not run again when the clock is set back', async () => {
    const jobs = open(hourly(async () => count()));
    await jobs.tick();
    now += HOUR;
    await jobs.tick();
    now -= HOUR;
    await jobs.tick();
    now += HOUR;
    await jobs.tick();
    expect(runs).toBe(1);
  });

  it('goes on with the others when one breaks, and runs it again at its next time', async () => {
    const ran: string[] = [];
    const broken = hourly(async () => {
      ran.push('broken');
      throw new Error('broken');
    }, 'broken');
    const jobs = open(
      broken,
      hourly(async () => void ran.push('fine'), 'fine'),
    );
    await jobs.tick();
    now += HOUR;
    await jobs.tick();
    now += HOUR;
    await jobs.tick();
    expect(ran).toEqual(['broken', 'fine', 'broken', 'fine']);
  });

  it('waits for a run under way when it is stopped', async () => {
    let ended = false;
    const jobs = open(
      hourly(async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        ended = true;
      }),
    );
    await jobs.tick();
    now += HOUR;
    const ticking = jobs.tick();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await jobs.stop();
    expect(ended).toBe(true);
    await ticking;
  });
});
