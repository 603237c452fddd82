import type { Feature } from '../feature.ts';

export { holders, holdsAny, mention, mustHold } from './may.ts';
export { type Act, MAY, ROLES, type Role, type Roles, roleLabel } from './role.ts';

/** Who is who: roles, and what each may do. */
export const people: Feature = { name: 'people', scopes: ['users:read', 'usergroups:read'] };
