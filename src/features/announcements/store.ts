import { and, count, desc, eq, isNull, sql } from 'drizzle-orm';
import { changed, type Db, Hot, type Queries, type Write } from '../../db/database.ts';
import { notRemoved } from '../../slack/workspaces.ts';
import type { Announcement } from './announcement.ts';
import { announcementTables } from './table.ts';

/** The announcements of one workspace. */
export const announcementStore = (db: Db, workspace: string) => {
  const { announcements, acknowledgements } = db.use(announcementTables);
  const own = eq(announcements.workspace, workspace);
  return {
    async find(id: string): Promise<Announcement | undefined> {
      const [found] = await db
        .select()
        .from(announcements)
        .where(and(own, eq(announcements.id, id)));
      return found;
    },
    ofRelease: (release: string): Promise<Announcement[]> =>
      db
        .select()
        .from(announcements)
        .where(and(own, eq(announcements.release, release)))
        .orderBy(desc(announcements.createdAt)),
    add: (q: Queries, announcement: Announcement): Write => q.insert(announcements).values(announcement),
    finish: (q: Queries, id: string, at: number): Write =>
      changed(
        q
          .update(announcements)
          .set({ finishedAt: at })
          .where(and(own, eq(announcements.id, id), isNull(announcements.finishedAt)))
          .returning({ id: announcements.id }),
      ),
    reopen: (q: Queries, id: string): Write =>
      q
        .update(announcements)
        .set({ finishedAt: null })
        .where(and(own, eq(announcements.id, id))),
    /** A person has read about a release; saying it again changes nothing. */
    acknowledge: (release: string, person: string, at: number): Write =>
      new Hot(
        'acknowledgements.insert',
        (q) =>
          q
            .insert(acknowledgements)
            .values({
              id: sql.placeholder('id'),
              workspace: sql.placeholder('workspace'),
              release: sql.placeholder('release'),
              person: sql.placeholder('person'),
              at: sql.placeholder('at'),
            })
            .onConflictDoNothing()
            .returning({ id: acknowledgements.id }),
        { id: `${release}:${person}`, workspace, release, person, at },
      ),
    async acknowledged(release: string): Promise<number> {
      const [row] = await db
        .select({ n: count() })
        .from(acknowledgements)
        .where(and(eq(acknowledgements.workspace, workspace), eq(acknowledgements.release, release)));
      return row?.n ?? 0;
    },
  };
};

/** Announcements of every workspace whose progress is not finished. */
export const unfinishedAnnouncements = (db: Db): Promise<Announcement[]> => {
  const { announcements } = db.use(announcementTables);
  return db
    .select()
    .from(announcements)
    .where(and(isNull(announcements.finishedAt), notRemoved(db, announcements.workspace)));
};
