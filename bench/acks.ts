// How many acknowledged acts the real Herald answers in a second of CPU, each saved on disk first, beside stock Bolt
// and bare node:http that save nothing. And how long an acknowledgement takes at 200 a second.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalSlack } from '../src/localslack/index.ts';
import { commandFields, formOf, submitPayload } from '../test/payloads.ts';
import { productRemote } from '../test/repository.ts';
import { type Child, median, startChild } from './children.ts';
import { type Load, openLoad } from './load.ts';

const ROUNDS = Number(process.argv[2] ?? 7);
const IN_A_ROUND = 3000;
const root = join(import.meta.dirname, '..');

const folder = mkdtempSync(join(tmpdir(), 'herald-bench-'));
const remote = productRemote();
const slack = await startLocalSlack({ manifest: join(root, 'manifest.yml') });
const ana = slack.addPerson({ name: 'ana' });
const general = slack.addChannel({ name: 'general', members: [ana], botIn: true });
const secret = slack.signingSecret;
const environment = { SLACK_SIGNING_SECRET: secret };

const herald = await startChild(
  [join(root, 'dist', 'herald.mjs'), 'start'],
  {
    ...environment,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(folder, 'herald.db')}`,
    GIT_REMOTE: remote.url,
    LOG_LEVEL: 'warn',
  },
  '/readyz',
);
slack.connect(`${herald.url}/slack/events`);
const { modal } = await ana.type(general, '/feedback');
if (!modal) throw new Error('The modal "Give feedback" did not open.');

const command = (): string =>
  new URLSearchParams({
    ...commandFields('/feedback', 'The export takes a minute, and the progress bar stands still meanwhile.'),
    team_id: slack.workspaces[0]?.teamId ?? '',
    user_id: ana.id,
    channel_id: general.id,
  }).toString();

const text = 'The export takes a minute, and I never know whether it is still at work. '.repeat(4);
const submit = (): string => {
  const team = slack.workspaces[0]?.teamId ?? '';
  const values = {
    text: { text: { type: 'plain_text_input', value: text } },
    about: { about: { type: 'radio_buttons', selected_option: { value: 'Performance' } } },
    anonymous: { anonymous: { type: 'checkboxes', selected_options: [] } },
  };
  const view = {
    blocks: modal.blocks,
    private_metadata: modal.privateMetadata,
    app_installed_team_id: team,
    team_id: team,
  };
  const payload = submitPayload('feedback.give', values, view);
  return formOf({
    ...payload,
    team: { id: team, domain: 'acme' },
    user: { ...payload.user, id: ana.id, team_id: team },
  });
};

type Rival = { readonly name: string; readonly child: Child; readonly load: Load };
const rival = (name: string, child: Child): Rival => ({ name, child, load: openLoad(child, secret) });
const server = (name: string): Promise<Child> =>
  startChild([join(import.meta.dirname, 'servers', `${name}.ts`)], environment);
const rivals = [
  rival('Herald, saved on disk', herald),
  rival('stock Bolt, HTTPReceiver', await server('bolt')),
  rival('node:http, signature and parse', await server('raw')),
];

const acts = [
  { name: '/feedback <text>', make: command },
  { name: 'submit of "Give feedback"', make: submit },
];
async function latency(when: string): Promise<void> {
  const [first] = rivals;
  if (!first) return;
  await first.load.steady(command, 200, 3);
  const took = await first.load.steady(command, 200, 15);
  const at = (share: number): string => (took[Math.floor(took.length * share)] ?? 0).toFixed(1);
  const most = (took.at(-1) ?? 0).toFixed(1);
  console.log(
    `\n200 a second for 15 s, ${when}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${most} ms (goal: p99 under 250 ms)`,
  );
}

await latency('with little kept');
for (const { name, make } of acts) {
  const figures = new Map<string, number[]>(rivals.map((one) => [one.name, []]));
  for (const { load } of rivals) await load.burst(make, 1000);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of rivals) figures.get(one.name)?.push(await one.load.burst(make, IN_A_ROUND));
  const bolt = median(figures.get('stock Bolt, HTTPReceiver') ?? []);
  console.log(`\n${name} (${make().length} bytes), acknowledged per CPU-second, median of ${ROUNDS} rounds`);
  for (const [who, values] of figures) {
    const low = Math.round(Math.min(...values));
    const high = Math.round(Math.max(...values));
    const ratio = (median(values) / bolt).toFixed(2);
    console.log(
      `  ${who.padEnd(32)} ${String(Math.round(median(values))).padStart(6)}  (${low} to ${high})  ${ratio} x Bolt`,
    );
  }
}
console.log('  goal: Herald at least 2.5 x Bolt');

await latency('after that');

for (const { load, child } of rivals) {
  await load.close();
  await child.stop();
}
await slack.stop();
remote.remove();
rmSync(folder, { recursive: true, force: true });
