import type { TeamRecord } from '../world/records.ts';

/** Turns ids into the names that people see. */
export interface Names {
  user(id: string): string;
  channel(id: string): string;
  group(id: string): string;
}

/** The names of a workspace. */
export function namesOf(team: TeamRecord): Names {
  return {
    user: (id) => team.users.get(id)?.realName ?? id,
    channel: (id) => team.conversations.get(id)?.name ?? 'private-channel',
    group: (id) => team.groups.get(id)?.handle ?? id,
  };
}
