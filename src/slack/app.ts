import {
  App,
  AuthorizationError,
  type AuthorizeResult,
  LogLevel,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Log } from '../log.ts';
import { storableFields } from './body.ts';
import { afterKeeping } from './keeping.ts';
import type { Workspaces } from './workspaces.ts';

/** Bolt's own log, at warnings and above, in Herald's words and place. */
export const boltLogger = (log: Log) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (...message: unknown[]) => log.warn({ from: 'bolt' }, message.map(String).join(' ')),
  error: (...message: unknown[]) => log.error({ from: 'bolt' }, message.map(String).join(' ')),
  setLevel: () => undefined,
  getLevel: () => LogLevel.WARN,
  setName: () => undefined,
});

/** Socket Mode with the same promise as HTTP: an event is kept before it is acknowledged. */
class SocketReceiver extends SocketModeReceiver {
  override init(app: App): void {
    const processEvent: App['processEvent'] = (event) =>
      app.processEvent({ ...event, body: storableFields(event.body) });
    super.init(afterKeeping(Object.create(app, { processEvent: { value: processEvent } })));
  }
}

/** Receives over a websocket that Herald opens; nothing needs to reach Herald from outside. */
export const socketReceiver = (appToken: string, apiUrl: string, log: Log): Receiver =>
  new SocketReceiver({
    appToken,
    logger: boltLogger(log),
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  });

/** A workspace that removed Herald, or never had it: what comes from there is acknowledged and left. */
class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

/** The Bolt app over a receiver. It knows who is installed, but keeps no client and no conversation in memory. */
export function openBolt(receiver: Receiver, workspaces: Workspaces, log: Log): App {
  const app = new App({
    receiver,
    logger: boltLogger(log),
    convoStore: false,
    tokenVerificationEnabled: false,
    ignoreSelf: true,
    authorize: async ({ teamId, enterpriseId }): Promise<AuthorizeResult> => {
      const workspace =
        (teamId ? await workspaces.find(teamId) : undefined) ??
        (enterpriseId ? await workspaces.find(enterpriseId) : undefined);
      // Before Slack has said who this is, nothing may be turned away: Slack sends it again.
      if (!workspace && (await workspaces.all()).length === 0) throw new Error('No workspace is known yet.');
      if (!workspace) throw new NotInstalled('Herald is not installed in this workspace.');
      return {
        teamId: workspace.id,
        botUserId: workspace.botUser,
        ...(workspace.botId ? { botId: workspace.botId } : {}),
      };
    },
  });
  app.error(async (error) => {
    if (!(error instanceof AuthorizationError && error.original instanceof NotInstalled)) throw error;
    log.info(error.original.message);
  });
  return app;
}
