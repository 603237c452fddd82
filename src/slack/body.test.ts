import { expect, it } from 'vitest';
import { commandFields, eventPayload, formOf, messageEvent, submitPayload } from '../../test/payloads.ts';
import { parseBody } from './body.ts';

const FORM = 'application/x-www-form-urlencoded';
const read = (body: string, type = 'application/json'): unknown => parseBody(Buffer.from(body), type);
const event = (text: string): unknown => ({
  kind: 'payload',
  payload: { event: { type: 'message', text } },
});

it.each([
  ['NUL', 'a\u0000b', 'ab'],
  ['the first half of a pair', 'a\ud83db', 'a\ufffdb'],
  ['the second half of a pair', 'a\ude00b', 'a\ufffdb'],
  ['a whole pair', 'a\ud83d\ude00b', 'a\ud83d\ude00b'],
])('gives the text of an event to every database: %s', (_what, text, kept) => {
  expect(read(JSON.stringify(eventPayload(messageEvent(text))))).toMatchObject(Object(event(kept)));
});

it('reads a pair that is spelled out as one', () => {
  const body = JSON.stringify(eventPayload(messageEvent('PAIR'))).replace('PAIR', '\\ud83d\\ude00');
  expect(read(body)).toMatchObject(Object(event('\ud83d\ude00')));
});

it('cleans what a form holds, names of fields too', () => {
  const fields = new URLSearchParams({ ...commandFields('/tiny', 'a\u0000b'), 'x\u0000y': '1' }).toString();
  expect(read(fields, FORM)).toMatchObject({ payload: { text: 'ab', xy: '1' } });
  const values = { name: { field: { type: 'plain_text_input', value: 'a\u0000b\udc00' } } };
  expect(read(formOf(submitPayload('tiny', values)), FORM)).toMatchObject({
    payload: { view: { state: { values: { name: { field: { value: 'ab\ufffd' } } } } } },
  });
});
