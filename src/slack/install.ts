import { InstallProvider } from '@slack/oauth';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { Log } from '../log.ts';
import type { SlackHandler } from '../web/server.ts';
import { boltLogger } from './app.ts';
import { once } from './once.ts';
import type { Workspaces } from './workspaces.ts';

type Given = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly scopes: readonly string[];
  readonly workspaces: Workspaces;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
};

/** Installing Herald in a workspace by OAuth, with Slack's own InstallProvider; a state can be used once. */
export function installRoutes(
  given: Given,
): Record<'/slack/install' | '/slack/oauth_redirect', SlackHandler> {
  const { workspaces } = given;
  const provider = new InstallProvider({
    clientId: given.clientId,
    clientSecret: given.clientSecret,
    stateSecret: given.stateSecret,
    directInstall: true,
    logger: boltLogger(given.log),
    clientOptions: { slackApiUrl: given.apiUrl },
    ...(given.apiUrl === 'https://slack.com/api/'
      ? {}
      : { authorizationUrl: new URL('/oauth/v2/authorize', given.apiUrl).href }),
    installationStore: {
      storeInstallation: async (installation) => {
        const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
        if (!id || !installation.bot) throw new Error('Slack named no workspace or no bot in its answer.');
        await workspaces.save(
          {
            id,
            name: installation.team?.name ?? installation.enterprise?.name ?? id,
            botUser: installation.bot.userId,
            botId: installation.bot.id,
            installer: installation.user.id,
          },
          installation.bot.token,
        );
      },
      fetchInstallation: async () => {
        throw new Error('Herald reads its own table.');
      },
    },
  });
  const redirectUri = new URL('/slack/oauth_redirect', given.publicUrl).href;
  return {
    '/slack/install': (request, response) =>
      provider.handleInstallPath(request, response, undefined, { scopes: [...given.scopes], redirectUri }),
    '/slack/oauth_redirect': async (request, response) => {
      const state = new URL(request.url ?? '/', given.publicUrl).searchParams.get('state') ?? '';
      try {
        await given.db.atomically(() => [once(given.db, `oauth:${state}`, given.clock.now())]);
      } catch {
        response
          .writeHead(400, { 'content-type': 'text/plain' })
          .end('This link was used before. Start again at /slack/install.');
        return;
      }
      await provider.handleCallback(request, response);
    },
  };
}
