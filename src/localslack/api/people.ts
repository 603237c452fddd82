import { type Obj, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import type { GroupRecord } from '../world/records.ts';
import { userJson } from '../world/shapes.ts';
import { type ApiCall, botMethod, hasScope, type Method, page } from './method.ts';

/** The workspace, its members and groups. */
export const peopleMethods: Record<string, Method> = {
  'auth.test': botMethod([], whoAmI),
  'auth.revoke': botMethod([], revoke),
  'api.test': { token: 'none', scopes: [], run: ({ args }) => ({ args }) },
  'team.info': botMethod(['team:read'], teamInfo),
  'users.info': botMethod(['users:read'], userInfo),
  'users.list': botMethod(['users:read'], userList),
  'bots.info': botMethod(['users:read'], botInfo),
  'dnd.info': botMethod(['dnd:read'], quiet),
  'emoji.list': botMethod(['emoji:read'], () => ({ emoji: {}, cache_ts: '1700000000.000000' })),
  'usergroups.list': botMethod(['usergroups:read'], groupList),
  'usergroups.users.list': botMethod(['usergroups:read'], groupMembers),
};

function whoAmI({ context, team }: ApiCall): Obj {
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: team.users.get(team.botUserId)?.name ?? '',
    team_id: team.id,
    user_id: team.botUserId,
    bot_id: team.botId,
    app_id: context.world.appId,
    is_enterprise_install: false,
  };
}

function revoke({ context, team, args }: ApiCall): Obj {
  if (args.test === true) return { revoked: false };
  team.installed = false;
  context.world.changed();
  return { revoked: true };
}

function teamInfo({ team }: ApiCall): Obj {
  return {
    team: {
      id: team.id,
      name: team.name,
      domain: team.domain,
      email_domain: '',
      icon: { image_default: true },
    },
  };
}

function userInfo(call: ApiCall): Obj {
  const { context, team, args } = call;
  const user = team.users.get(str(args.user));
  if (!user) throw new SlackError('user_not_found');
  const json = userJson(context.world, team, user, hasScope(call, 'users:read.email'));
  return { user: args.include_locale === true ? { ...json, locale: user.locale } : json };
}

function userList(call: ApiCall): Obj {
  const { context, team, args } = call;
  const { items, cursor } = page(args, [...team.users.values()], 1000);
  const members = items.map((user) =>
    userJson(context.world, team, user, hasScope(call, 'users:read.email')),
  );
  return { members, cache_ts: context.world.seconds(), response_metadata: { next_cursor: cursor } };
}

function botInfo({ context, team, args }: ApiCall): Obj {
  if (args.bot !== undefined && args.bot !== team.botId) throw new SlackError('bot_not_found');
  const { appId, manifest } = context.world;
  return {
    bot: {
      id: team.botId,
      deleted: false,
      name: manifest.botName,
      updated: 0,
      app_id: appId,
      user_id: team.botUserId,
      icons: {},
    },
  };
}

function quiet(): Obj {
  return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: false };
}

function groupJson(team: string, group: GroupRecord): Obj {
  return {
    id: group.id,
    team_id: team,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: '',
    date_delete: group.disabled ? 1700000000 : 0,
    user_count: group.members.length,
    prefs: { channels: [], groups: [] },
  };
}

function groupList({ team, args }: ApiCall): Obj {
  const groups = [...team.groups.values()].filter(
    (group) => args.include_disabled === true || !group.disabled,
  );
  const usergroups = groups.map((group) => ({
    ...groupJson(team.id, group),
    ...(args.include_users === true && { users: group.members }),
  }));
  return { usergroups };
}

function groupMembers({ team, args }: ApiCall): Obj {
  const group = team.groups.get(str(args.usergroup));
  if (!group || (group.disabled && args.include_disabled !== true)) throw new SlackError('no_such_subteam');
  return { users: group.members };
}
