import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  commandFields,
  eventPayload,
  formOf,
  messageEvent,
  pressPayload,
  shortcutPayload,
  submitPayload,
} from '../../test/payloads.ts';
import { openTiny } from '../../test/tiny.ts';

const RUNS = 1000;

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    -1,
    true,
    [],
    {},
    [null],
    { id: null },
    '\u0000',
    '\uD800',
  ),
  fc.constantFrom('__proto__', 'constructor', 'tiny.press', 'view_submission', 'block_actions', 'message'),
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.jsonValue({ maxDepth: 4 }),
);

type Mutation = { readonly at: number; readonly value: unknown; readonly remove: boolean };
const mutations = fc.array(fc.record({ at: fc.nat(), value: junk, remove: fc.boolean() }), {
  minLength: 0,
  maxLength: 4,
});

/** Every place in a value, as the object that holds it and the key. */
const places = (value: unknown): { holder: object; key: string }[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...places(inner)])
    : [];

const mutated = (payload: unknown, all: readonly Mutation[]): unknown => {
  const copy: unknown = structuredClone(payload);
  for (const { at, value, remove } of all) {
    const found = places(copy);
    const place = found[at % Math.max(1, found.length)];
    if (!place) continue;
    if (remove) Reflect.deleteProperty(place.holder, place.key);
    else Reflect.set(place.holder, place.key, value);
  }
  return copy;
};

const interactions = [
  () => submitPayload('tiny.submit', { a: { a: { type: 'plain_text_input', value: 'x' } } }),
  () => pressPayload('tiny.press'),
  () => shortcutPayload('tiny.global', false),
  () => shortcutPayload('tiny.global', true),
];
const events = [
  () => eventPayload(messageEvent('x')),
  () =>
    eventPayload({ type: 'reaction_added', user: 'U1', item: { type: 'message', channel: 'C1', ts: '1.1' } }),
  () => eventPayload({ type: 'app_home_opened', user: 'U1', tab: 'home' }),
];

const request = fc.oneof(
  fc.tuple(fc.constantFrom(...interactions), mutations).map(([make, all]) => ({
    body: formOf(mutated(make(), all)),
    type: 'application/x-www-form-urlencoded',
  })),
  fc.tuple(fc.constantFrom(...events), mutations).map(([make, all]) => ({
    body: JSON.stringify(mutated(make(), all)) ?? '',
    type: 'application/json',
  })),
  mutations.map((all) => {
    const fields = Object.entries(Object(mutated(commandFields('/tiny', 'x'), all)));
    const text = fields.map(([key, value]): [string, string] => [key, String(value).toWellFormed()]);
    return { body: new URLSearchParams(text).toString(), type: 'application/x-www-form-urlencoded' };
  }),
);

it(`answers ${RUNS} twisted payloads, all signed, without breaking once`, async () => {
  const tiny = await openTiny();
  const counts = new Map<number, number>();
  const wrong: unknown[] = [];
  const given = fc.sample(request, { numRuns: RUNS, seed: 20_261_123 });
  for (let at = 0; at < given.length; at += 25)
    await Promise.all(
      given.slice(at, at + 25).map(async ({ body, type }) => {
        const answer = await tiny.post(body, { 'content-type': type });
        await answer.arrayBuffer();
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500) wrong.push({ status: answer.status, body: decodeURIComponent(body) });
      }),
    );
  await tiny.settled();
  expect(wrong).toEqual([]);
  expect([...counts.keys()].sort()).toEqual([200, 400]);
  // Most of them must have got past the reading, or nothing was tried.
  expect(counts.get(200)).toBeGreaterThan(RUNS / 4);
  await tiny.close();
}, 60_000);
