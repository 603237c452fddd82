import type { DocumentKind } from '../feature.ts';
import { productById } from '../products/index.ts';
import { releaseStore } from '../releases/index.ts';
import { drawn } from './change.ts';
import { BUG_LIST, bugFile, isBugPath, listFile } from './file.ts';
import { bugStore } from './store.ts';

/** The file of each bug. */
export const bugDocument: DocumentKind = {
  matches: isBugPath,
  draw: async (parts, workspace, product, path) => {
    const store = bugStore(parts.db, workspace);
    const bug = await store.byPath(product, path);
    if (!bug) return undefined;
    const release = bug.release && (await releaseStore(parts.db, workspace).find(bug.release));
    return bugFile(bug, {
      version: release ? release.version : undefined,
      original: (await drawn(parts, bug)).original,
      history: await store.history(bug.id),
      timezone: (await productById(parts, workspace, product)).timezone,
    });
  },
};

/** The list of all bugs. */
export const bugListDocument: DocumentKind = {
  matches: (path) => path === BUG_LIST,
  draw: async (parts, workspace, id) => {
    const { timezone } = await productById(parts, workspace, id);
    return listFile(await bugStore(parts.db, workspace).all(id), timezone);
  },
};
