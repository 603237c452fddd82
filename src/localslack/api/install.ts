import { type Obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { World } from '../world/world.ts';
import type { ApiCall, Method } from './method.ts';

const CODE_LIFE_MS = 600_000;

/** Installing the app, and opening Socket Mode. */
export const installMethods: Record<string, Method> = {
  'oauth.v2.access': { token: 'none', scopes: [], run: access },
  'apps.connections.open': { token: 'app', scopes: [], run: connect },
};

function access({ context, args }: ApiCall): Obj {
  const { world } = context;
  if (args.client_id !== world.clientId) throw new SlackError('invalid_client_id');
  if (args.client_secret !== world.clientSecret) throw new SlackError('bad_client_secret');
  const code = world.codes.get(str(args.code));
  if (!code) throw new SlackError('invalid_code');
  world.codes.delete(str(args.code));
  if (world.settings.now() - code.at > CODE_LIFE_MS) throw new SlackError('code_expired');
  if (args.redirect_uri && code.redirectUri && args.redirect_uri !== code.redirectUri)
    throw new SlackError('bad_redirect_uri');
  return installation(world, code.teamId, code.userId);
}

function installation(world: World, teamId: string, userId: string): Obj {
  const team = world.teams.get(teamId);
  if (!team) throw new SlackError('invalid_code');
  team.installed = true;
  return {
    app_id: world.appId,
    authed_user: { id: userId },
    scope: [...(world.manifest.scopes ?? [])].join(','),
    token_type: 'bot',
    access_token: team.botToken,
    bot_user_id: team.botUserId,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function connect({ context }: ApiCall): Obj {
  const { world, sender } = context;
  if (world.manifest.source && !world.manifest.socketMode) throw new SlackError('socket_mode_disabled');
  const url = sender.sockets.address(world.origin);
  if (!url) throw new SlackError('too_many_websockets');
  return { url };
}
