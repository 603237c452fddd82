import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type LocalSlack, type Modal, startLocalSlack } from './index.ts';
import { type Obj, obj, parseJson, str } from './json.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const text = (label: string, block = label) => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  element: { type: 'plain_text_input', action_id: 'a' },
});
const form = (title: string, blocks: Obj[] = [text('Why')]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Go'),
  blocks,
});

let slack: LocalSlack;
let server: Server;
let reply: string;
let last: Obj;

async function api(method: string, args: object): Promise<Obj> {
  const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  });
  return obj(await response.json());
}

async function opened(view: object = form('One')): Promise<Modal> {
  await slack.person('ana').type('#general', '/x', { wait: 0 });
  expect(await api('views.open', { trigger_id: last.trigger_id, view })).toMatchObject({ ok: true });
  const { modal } = slack.person('ana');
  if (!modal) throw new Error('no modal');
  return modal;
}

beforeAll(async () => {
  slack = await startLocalSlack({ patience: 20 });
  slack.addPerson({ name: 'ana' });
  slack.addChannel({ name: 'general' });
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    last = fields.payload ? obj(parseJson(fields.payload)) : fields;
    const isInteraction = Boolean(fields.payload);
    response.end(isInteraction ? reply : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  slack.connect(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
});

beforeEach(() => {
  reply = '';
  slack.violations.length = 0;
});

afterAll(async () => {
  server.close();
  await slack.stop();
});

test('a submit may push, update and clear', async () => {
  const one = await opened();
  await one.fill('Why', 'because');
  reply = JSON.stringify({ response_action: 'push', view: form('Two') });
  const pushed = await one.submit();
  expect([pushed.closed, pushed.next?.title]).toEqual([false, 'Two']);
  expect(() => one.fill('Why', 'x')).toThrow('not in front of ana');
  reply = JSON.stringify({ response_action: 'update', view: form('Two again') });
  await pushed.next?.fill('Why', 'more');
  const updated = await pushed.next?.submit();
  expect([updated?.next?.title, updated?.next?.value('Why')]).toEqual(['Two again', 'more']);
  reply = JSON.stringify({ response_action: 'clear' });
  expect(await updated?.next?.submit()).toMatchObject({ closed: true });
  expect(slack.person('ana').modal).toBeUndefined();
});

test.each([
  ['text that is not JSON', 'ok'],
  ['errors for a block that is none', JSON.stringify({ response_action: 'errors', errors: { nope: 'x' } })],
  ['a view beyond the limits', JSON.stringify({ response_action: 'update', view: form('x'.repeat(25)) })],
])('a submit answered with %s leaves the modal open', async (_, body) => {
  const one = await opened();
  await one.fill('Why', 'because');
  reply = body;
  expect(await one.submit()).toMatchObject({
    closed: false,
    problem: 'We had some trouble connecting. Try again?',
  });
  expect(slack.violations.map((entry) => entry.method)).toEqual(['view_submission']);
});

test('three modals stand on each other, no more', async () => {
  const button = {
    type: 'actions',
    block_id: 'b',
    elements: [{ type: 'button', action_id: 'more', text: plain('More') }],
  };
  await opened(form('1', [button]));
  for (const wanted of [true, true, false]) {
    await slack.person('ana').modal?.press('More');
    expect((await api('views.push', { trigger_id: last.trigger_id, view: form('next', [button]) })).ok).toBe(
      wanted,
    );
  }
  await slack.person('ana').modal?.close();
  expect(slack.person('ana').modal?.title).toBe('next');
  await slack.person('ana').modal?.close({ all: true });
  expect(slack.person('ana').modal).toBeUndefined();
});

test('an update keeps what was entered, and refuses a stale hash', async () => {
  const one = await opened();
  const { hash } = one.view;
  await one.fill('Why', 'because');
  const view = form('Renamed', [text('Reason', 'Why'), text('New')]);
  expect(await api('views.update', { view_id: one.view.id, hash, view })).toMatchObject({ ok: true });
  expect([one.title, one.value('Reason'), one.value('New')]).toEqual(['Renamed', 'because', '']);
  expect(await api('views.update', { view_id: one.view.id, hash, view })).toMatchObject({
    error: 'hash_conflict',
  });
});

test('a trigger lives three seconds', async () => {
  await slack.person('ana').type('#general', '/x', { wait: 0 });
  const trigger = slack.context.world.triggers.check(str(last.trigger_id));
  if (typeof trigger === 'string') throw new Error(trigger);
  trigger.at -= 3001;
  expect(await api('views.open', { trigger_id: trigger.id, view: form('Late') })).toMatchObject({
    error: 'trigger_expired',
  });
});

test('an external menu asks the app for its options', async () => {
  const element = { type: 'external_select', action_id: 'theme', min_query_length: 0 };
  const one = await opened(
    form('Same as', [{ type: 'input', block_id: 't', label: plain('Theme'), element }]),
  );
  reply = JSON.stringify({ options: [{ text: plain('Slow export'), value: '7' }] });
  await one.pick('Theme', 'Slow');
  expect(last).toMatchObject({ type: 'block_suggestion', action_id: 'theme', value: 'Slow' });
  expect(one.value('Theme')).toBe('Slow export');
});

test('checkboxes and radio buttons report what is chosen', async () => {
  const options = ['Red', 'Blue'].map((one) => ({ text: plain(one), value: one.toLowerCase() }));
  const one = await opened(
    form('Colours', [
      {
        type: 'input',
        block_id: 'c',
        label: plain('Many'),
        element: { type: 'checkboxes', action_id: 'a', options },
      },
      {
        type: 'input',
        block_id: 'r',
        label: plain('One'),
        element: { type: 'radio_buttons', action_id: 'a', options, initial_option: options[1] },
      },
      {
        type: 'input',
        block_id: 'd',
        optional: true,
        label: plain('Day'),
        element: { type: 'datepicker', action_id: 'a' },
      },
    ]),
  );
  await one.choose('Many', ['Red', 'Blue']);
  expect([one.value('Many'), one.value('One'), one.value('Day')]).toEqual(['Red, Blue', 'Blue', '']);
  await one.date('Day', '2026-12-01');
  await one.submit();
  expect(obj(obj(last.view).state).values).toEqual({
    c: { a: { type: 'checkboxes', selected_options: options } },
    r: { a: { type: 'radio_buttons', selected_option: options[1] } },
    d: { a: { type: 'datepicker', selected_date: '2026-12-01' } },
  });
});
