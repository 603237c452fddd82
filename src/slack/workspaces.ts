import { and, eq, isNotNull, isNull, notInArray, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { NoToken } from './api.ts';
import type { Sealer } from './secret.ts';
import { slackTables } from './table.ts';

/** A Slack team that installed Herald. */
export type Workspace = {
  readonly id: string;
  readonly name: string;
  readonly botUser: string;
  readonly botId: string | undefined;
  readonly installer: string | undefined;
};

/** Who installed Herald, with the token to speak for each. */
export type Workspaces = {
  find(id: string): Promise<Workspace | undefined>;
  /** Why there is none, when the workspace removed Herald or the key is another one. */
  token(id: string): Promise<string | NoToken>;
  all(): Promise<Workspace[]>;
  save(workspace: Workspace, token: string | undefined): Promise<void>;
  /** Forgets the token; what was written down stays until its deletion is asked for. */
  remove(id: string): Promise<void>;
};

/** For what the clock starts: rows whose workspace did not remove Herald. */
export const notRemoved = (db: Db, workspace: AnyPgColumn): SQL => {
  const { workspaces } = db.use(slackTables);
  const removed = db.select({ id: workspaces.id }).from(workspaces).where(isNotNull(workspaces.removedAt));
  return notInArray(workspace, removed);
};

/** Milliseconds: another process sees a removal or a new token after this at the latest. */
const MEMORY = 60_000;

const opened = (sealer: Sealer | undefined, sealed: string): string | undefined => {
  try {
    return sealer?.open(sealed);
  } catch {
    // Sealed with another key: whoever asks for the token is told, and everything else goes on.
    return undefined;
  }
};

/** `fixedToken` is the one workspace's token from the settings; otherwise tokens are kept sealed. */
export function openWorkspaces(
  db: Db,
  clock: Clock,
  secrets: { fixedToken?: string | undefined; sealer?: Sealer | undefined },
): Workspaces {
  const { workspaces } = db.use(slackTables);
  const known = new Map<string, { at: number; workspace: Workspace; token: string | NoToken }>();

  const load = async (id: string) => {
    const cached = known.get(id);
    if (cached && clock.now() - cached.at < MEMORY) return cached;
    known.delete(id);
    const [row] = await db
      .select()
      .from(workspaces)
      .where(and(eq(workspaces.id, id), isNull(workspaces.removedAt)));
    if (!row) return undefined;
    const token: string | NoToken = secrets.fixedToken ??
      (row.token ? opened(secrets.sealer, row.token) : undefined) ?? { refusal: 'token_unreadable' };
    const workspace = {
      id,
      name: row.name,
      botUser: row.botUser,
      botId: row.botId ?? undefined,
      installer: row.installer ?? undefined,
    };
    const loaded = { at: clock.now(), workspace, token };
    known.set(id, loaded);
    return loaded;
  };

  return {
    find: async (id) => (await load(id))?.workspace,
    token: async (id) => secrets.fixedToken ?? (await load(id))?.token ?? { refusal: 'account_inactive' },
    all: async () => {
      const rows = await db
        .select({ id: workspaces.id })
        .from(workspaces)
        .where(isNull(workspaces.removedAt));
      const found = await Promise.all(rows.map(({ id }) => load(id)));
      return found.flatMap((entry) => (entry ? [entry.workspace] : []));
    },
    save: async (workspace, token) => {
      const row = {
        name: workspace.name,
        token: token && secrets.sealer ? secrets.sealer.seal(token) : null,
        botUser: workspace.botUser,
        botId: workspace.botId ?? null,
        installer: workspace.installer ?? null,
        removedAt: null,
      };
      await db
        .insert(workspaces)
        .values({ id: workspace.id, installedAt: clock.now(), ...row })
        .onConflictDoUpdate({ target: workspaces.id, set: row });
      known.delete(workspace.id);
    },
    remove: async (id) => {
      await db.update(workspaces).set({ removedAt: clock.now(), token: null }).where(eq(workspaces.id, id));
      known.delete(id);
    },
  };
}
