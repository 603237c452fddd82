import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { World } from './world/world.ts';

/** The install page: agrees at once for the first workspace, or the one named by `team`, and goes back with code and state. */
export function authorizePage(world: World, url: URL, response: ServerResponse): void {
  const ask = url.searchParams;
  const redirectUri = ask.get('redirect_uri') ?? '';
  const team = [...world.teams.values()].find((one) => !ask.get('team') || one.id === ask.get('team'));
  if (ask.get('client_id') !== world.clientId || !team || !redirectUri) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end('invalid_client_id or bad_redirect_uri');
    return;
  }
  const back = new URL(redirectUri);
  if (ask.get('deny') === '1') back.searchParams.set('error', 'access_denied');
  else back.searchParams.set('code', makeCode(world, team.id, redirectUri));
  back.searchParams.set('state', ask.get('state') ?? '');
  response.writeHead(302, { location: back.href }).end();
}

/** A code that the app can change into a token once, within ten minutes. */
export function makeCode(world: World, teamId: string, redirectUri: string): string {
  const code = `${randomBytes(8).toString('hex')}.${randomBytes(16).toString('hex')}`;
  const team = world.teams.get(teamId);
  const userId = [...(team?.users.values() ?? [])].find((user) => !user.isBot)?.id ?? '';
  world.codes.set(code, { teamId, userId, redirectUri, at: world.settings.now() });
  return code;
}
