import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { commandFields, formOf, submitPayload } from '../../test/payloads.ts';
import { openTiny } from '../../test/tiny.ts';
import type { Db } from '../db/database.ts';
import { type SlackApi, SlackRefusal } from './api.ts';
import { modal, say } from './blocks.ts';
import type { Answer, Entries, SubmitHandler } from './entry.ts';
import { Refused } from './errors.ts';
import { once } from './once.ts';

const view = modal({ id: 'tiny', title: 'Tiny', blocks: [] });
const typing = (otherwise: () => Promise<Answer>): Partial<Entries<Db>> => ({
  slashCommands: [{ command: '/tiny', description: '', usageHint: '', otherwise }],
});

/** The address that Slack would give to answer at, and what was said there. */
async function responses() {
  const said: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    said.push(body);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { said, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

it.each(['trigger_expired', 'expired_trigger_id', 'trigger_exchanged', 'exchanged_trigger_id'])(
  'says that Slack took too long on %s',
  async (code) => {
    const api: SlackApi = {
      call: async (_workspace, method) => {
        throw new SlackRefusal(method, code);
      },
    };
    const tiny = await openTiny(undefined, { api, entries: typing(async () => ({ modal: view })) });
    const answer = await tiny.post(new URLSearchParams(commandFields('/tiny', 'x')).toString());
    expect(await answer.json()).toMatchObject({ text: 'Slack took too long. Type it again.' });
    await tiny.close();
  },
);

it('waits for a command that was acknowledged before it was done, and answers it', async () => {
  const done = Promise.withResolvers<Answer>();
  const tiny = await openTiny(undefined, { entries: typing(() => done.promise) });
  const there = await responses();
  const fields = { ...commandFields('/tiny', 'slow'), response_url: there.url };
  const answer = await tiny.post(new URLSearchParams(fields).toString());
  expect(await answer.json()).toMatchObject({ text: 'Still working on it…' });
  const settled = tiny.settled().then(() => [...there.said]);
  setTimeout(() => done.resolve({ note: say('Done.') }), 50);
  expect(await settled).toEqual([expect.stringContaining('Done.')]);
  there.close();
  await tiny.close();
});

it('waits for a modal that is still being filled', async () => {
  const asked: string[] = [];
  const api: SlackApi = {
    call: async (_workspace, method) => {
      asked.push(method);
      return { ok: true, view: { id: 'V1' } };
    },
  };
  const fill = Promise.withResolvers<typeof view>();
  const entries = typing(async () => ({ modal: view, fill: fill.promise }));
  const tiny = await openTiny(undefined, { api, entries });
  await tiny.post(new URLSearchParams(commandFields('/tiny', 'x')).toString());
  const settled = tiny.settled().then(() => [...asked]);
  setTimeout(() => fill.resolve(view), 50);
  expect(await settled).toEqual(['views.open', 'views.update']);
  await tiny.close();
});

it('does a modal once though it is sent again under a new trigger, and again once it was refused', async () => {
  const kept: string[] = [];
  let refuse = true;
  const submit: SubmitHandler<Db> = async (db, acting) => {
    if (refuse) throw new Refused('Not yet.', 'name');
    await db.atomically(() => [once(db, acting.once, 1)]);
    kept.push(acting.once);
    return undefined;
  };
  const tiny = await openTiny(undefined, { entries: { submits: new Map([['tiny', submit]]) } });
  const press = async (hash: string) => {
    const sent = formOf(submitPayload('tiny', {}, { id: 'V77', root_view_id: 'V77', hash }));
    return (await tiny.post(sent)).text();
  };
  expect(await press('1.a')).toContain('Not yet.');
  refuse = false;
  expect([await press('1.a'), await press('1.a'), kept.length]).toEqual(['', '', 1]);
  await press('1.b');
  expect(kept).toHaveLength(2);
  await press('');
  await press('');
  expect(kept).toHaveLength(4);
  await tiny.close();
});
