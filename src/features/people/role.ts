/** Who owns what in a release (PRODUCT.md, section 2). */
export type Role = 'planner' | 'developer' | 'advocate' | 'designer';

/** The roles in the order people read them, with their names on the screen. */
export const ROLES: readonly { readonly id: Role; readonly label: string; readonly owns: string }[] = [
  { id: 'planner', label: 'Project Planner', owns: 'release date, announcement, feedback, triage' },
  { id: 'developer', label: 'Senior Developer', owns: 'package and ship, monitoring, critical bugs' },
  { id: 'advocate', label: 'User Advocate', owns: 'surveys, interviews, themes' },
  { id: 'designer', label: 'System Designer', owns: 'stability, edge cases, diagrams' },
];

/** Who holds each role: people, or user groups by their id. */
export type Roles = Readonly<Record<Role, readonly string[]>>;

/** Acts that need a role, and which. Everything else anyone may do. */
export const MAY = {
  announce: ['planner', 'developer'],
  decide: ['planner', 'developer', 'advocate', 'designer'],
  'run setup': ['planner'],
  'prepare a release': ['planner', 'developer'],
  'start a survey': ['planner', 'developer', 'advocate', 'designer'],
  'see survey results': ['planner', 'developer', 'advocate', 'designer'],
  'close a survey': ['planner', 'developer', 'advocate', 'designer'],
  'remind people of a survey': ['planner', 'developer', 'advocate', 'designer'],
  'set a reminder': ['planner', 'developer', 'advocate', 'designer'],
  'export a survey': ['planner', 'developer', 'advocate', 'designer'],
  'set when the digest is posted': ['planner', 'advocate'],
} as const satisfies Record<string, readonly Role[]>;
export type Act = keyof typeof MAY;

export const roleLabel = (role: Role): string => ROLES.find((known) => known.id === role)?.label ?? role;
