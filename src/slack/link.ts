import type { Log } from '../log.ts';
import { SlackBusy, SlackSilent } from './api.ts';
import type { Lookups } from './lookups.ts';

/** Milliseconds that a link is waited for: what a person waits on goes on without it. */
const PATIENCE = 800;

/** The address of a message, or null when Slack does not say it soon. */
export function linkSoon(
  given: { readonly lookups: Pick<Lookups, 'permalink'>; readonly log: Log },
  workspace: string,
  channel: string,
  ts: string,
): Promise<string | null> {
  const asked = given.lookups.permalink(workspace, channel, ts).then(
    (link) => link ?? null,
    (error: unknown) => {
      if (!(error instanceof SlackBusy) && !(error instanceof SlackSilent)) throw error;
      given.log.warn({ err: error, channel, ts }, 'a message is kept without its link');
      return null;
    },
  );
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE, null).unref());
  return Promise.race([asked, late]);
}
