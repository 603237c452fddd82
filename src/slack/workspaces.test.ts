import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { MovableClock } from '../../test/room.ts';
import type { Db } from '../db/database.ts';
import { openSlackApi } from './api.ts';
import { failureOf } from './errors.ts';
import { sealer } from './secret.ts';
import { openWorkspaces } from './workspaces.ts';

const workspace = { id: 'T1', name: 'Acme', botUser: 'U9', botId: undefined, installer: undefined };

onBoth('workspaces', (fresh) => {
  let db: Db;
  const clock = new MovableClock();
  const open = (secret = 'one key') => openWorkspaces(db, clock, { sealer: sealer(secret) });
  beforeEach(async () => {
    db = await fresh();
  });
  afterEach(() => db.close());

  it('tell another process of a removal and of a new token within a minute', async () => {
    const [here, there] = [open(), open()];
    await here.save(workspace, 'xoxb-1');
    expect(await there.token('T1')).toBe('xoxb-1');
    await here.save(workspace, 'xoxb-2');
    clock.advance(61_000);
    expect(await there.token('T1')).toBe('xoxb-2');
    await here.remove('T1');
    clock.advance(61_000);
    expect([await there.token('T1'), await there.find('T1')]).toEqual([
      { refusal: 'account_inactive' },
      undefined,
    ]);
  });

  it('stay known under another key, whose calls are refused as those of a parked workspace', async () => {
    await open().save(workspace, 'xoxb-1');
    const other = open('another key');
    expect(await other.find('T1')).toMatchObject({ name: 'Acme' });
    const api = openSlackApi('http://127.0.0.1:1/api/', (id) => other.token(id));
    await expect(api.call('T1', 'chat.postMessage', {})).rejects.toMatchObject({ code: 'token_unreadable' });
    await expect(api.call('T2', 'chat.postMessage', {})).rejects.toMatchObject({ code: 'account_inactive' });
    expect(['token_unreadable', 'account_inactive'].map((code) => failureOf(code).kind)).toEqual([
      'parked',
      'parked',
    ]);
  });
});
