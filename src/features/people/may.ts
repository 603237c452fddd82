import { person } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Parts } from '../feature.ts';
import { type Act, MAY, type Role, type Roles, roleLabel } from './role.ts';

const isGroup = (id: string): boolean => id.startsWith('S');

/** The people who hold a role, those of user groups included. */
export async function holders(parts: Parts, workspace: string, roles: Roles, role: Role): Promise<string[]> {
  const found = await Promise.all(
    roles[role].map((id) => (isGroup(id) ? parts.lookups.group(workspace, id) : Promise.resolve([id]))),
  );
  return [...new Set(found.flat())];
}

/** Whether a person holds any of the roles. */
export async function holdsAny(
  parts: Parts,
  workspace: string,
  roles: Roles,
  wanted: readonly Role[],
  user: string,
): Promise<boolean> {
  for (const role of wanted) if ((await holders(parts, workspace, roles, role)).includes(user)) return true;
  return false;
}

/** Refuses an act to a person who has none of its roles, and names who can do it. */
export async function mustHold(
  parts: Parts,
  workspace: string,
  roles: Roles,
  act: Act,
  user: string,
): Promise<void> {
  const wanted: readonly Role[] = MAY[act];
  if (await holdsAny(parts, workspace, roles, wanted, user)) return;
  const names = await Promise.all(
    wanted.map(async (role) => {
      const people = await holders(parts, workspace, roles, role);
      const named = await Promise.all(
        people.map(async (id) => (await parts.lookups.person(workspace, id))?.name ?? id),
      );
      return `${roleLabel(role)} (${named.length > 0 ? named.join(', ') : 'nobody yet'})`;
    }),
  );
  throw new Refused(
    `You cannot ${act}. These people can: ${names.join(', ')}. Roles are set with /release setup.`,
  );
}

/** How a holder of a role is named in mrkdwn. */
export const mention = (id: string): string => (isGroup(id) ? `<!subteam^${id}>` : person(id));
