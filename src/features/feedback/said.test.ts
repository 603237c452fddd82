import { expect, it } from 'vitest';
import { saidIn } from './said.ts';

const read = (event: Record<string, unknown>) =>
  saidIn({
    workspace: 'T1',
    id: 'Ev1',
    type: 'message',
    event: { channel: 'C1', ...event },
    botUser: 'UBOT',
  });
const said = { ts: '2.0', user: 'U1', text: 'a &lt;b&gt;' };

it('reads what a person wrote, in a thread and in a direct message', () => {
  expect(read({ ...said, thread_ts: '1.0' })).toEqual({
    kind: 'written',
    channel: 'C1',
    direct: false,
    ts: '2.0',
    parent: '1.0',
    user: 'U1',
    text: 'a <b>',
  });
  expect(read({ ...said, thread_ts: '2.0' })?.parent).toBeUndefined();
  expect(read({ ...said, channel_type: 'im' })?.direct).toBe(true);
  expect(read({ ...said, subtype: 'file_share' })?.kind).toBe('written');
});

it.each([
  [{ ...said, user: 'UBOT' }],
  [{ ...said, user: 'USLACKBOT' }],
  [{ ...said, bot_id: 'B1' }],
  [{ ...said, subtype: 'bot_message' }],
  [{ ...said, subtype: 'channel_join' }],
  [{ ...said, user: undefined }],
  [{ subtype: 'message_changed', message: { ...said, bot_id: 'B1' } }],
  [{ subtype: 'message_changed', message: said, previous_message: said }],
  [{ subtype: 'message_changed' }],
  [{ subtype: 'message_deleted' }],
  [{}],
])('leaves %j alone', (event) => expect(read(event)).toBeUndefined());

it('reads edits and deletions, the one that leaves a tombstone included', () => {
  const before = { ...said, text: 'before' };
  expect(read({ subtype: 'message_changed', message: said, previous_message: before })).toMatchObject({
    kind: 'changed',
    ts: '2.0',
    text: 'a <b>',
  });
  expect(read({ subtype: 'message_changed', message: { ...said, subtype: 'tombstone' } })?.kind).toBe(
    'deleted',
  );
  expect(read({ subtype: 'message_deleted', deleted_ts: '2.0' })).toMatchObject({
    kind: 'deleted',
    ts: '2.0',
  });
});
