import { join, relative } from 'node:path';
import { writePages } from '../localslack/pages/index.ts';
import { PLAY } from './play.ts';
import { keepRunning } from './serve.ts';
import { type Stage, setStage } from './stage.ts';

const WIDTH = 22;

const bar = (done: number, of: number): string => {
  const full = Math.round((done / of) * WIDTH);
  return `[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${String(done).padStart(2)}/${of}`;
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function play(stage: Stage): Promise<boolean> {
  for (const [at, act] of PLAY.entries()) {
    console.log(`\n${bar(at, PLAY.length)}  ${act.title}`);
    const began = performance.now();
    try {
      await act.play(stage, (line) => console.log(`      ${line}`));
    } catch (error) {
      console.error(`      ✗ ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    console.log(`      ✓ verified in ${seconds(began)}`);
  }
  return true;
}

function lookHere(stage: Stage): void {
  const shown = (path: string): string => relative(process.cwd(), join(stage.folder, path)) || '.';
  console.log(`\nWhere to look:
  ${shown('repository')}/   the product's repository with Herald's files (git log shows who wrote what)
  ${shown('slack/index.html')}   every channel, direct message, modal and Home tab as people saw it
  ${shown('herald.log')}   Herald's own log`);
}

/** Plays a release from preparation to digest; answers 0 only when every step was verified. */
export async function demo(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--keep');
  if (unknown) {
    console.error(`herald demo does not know "${unknown}". It takes --keep, to stay running afterwards.`);
    return 2;
  }
  const began = performance.now();
  console.log(
    'Herald plays a release: a local Slack with a dozen people, a scratch git remote, and Herald itself.',
  );
  const stage = await setStage('demo-output');
  try {
    const held = await play(stage);
    await writePages(stage.slack, join(stage.folder, 'slack'));
    stage.remote.pull();
    if (held)
      console.log(`\n${bar(PLAY.length, PLAY.length)}  Every step was verified, in ${seconds(began)}.`);
    lookHere(stage);
    if (args.includes('--keep')) await keepRunning(stage);
    return held ? 0 : 1;
  } finally {
    await stage.close();
  }
}
