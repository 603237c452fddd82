import { dayIn } from '../../jobs/when.ts';
import type { DrawnDocument } from '../../outbox/publication.ts';
import type { Parts } from '../feature.ts';
import { productById } from '../products/index.ts';
import { releaseStore } from '../releases/index.ts';
import { decidedAlone } from './decision.ts';
import { entryText, LOGBOOK_HEADING, sectionOf } from './file.ts';
import { decisionsOf } from './find.ts';
import { subjectName } from './views.ts';

/** Draws the logbook from the decisions; there is none before the first. */
export async function drawLogbook(
  parts: Parts,
  workspace: string,
  id: string,
): Promise<DrawnDocument | undefined> {
  const product = await productById(parts, workspace, id);
  const all = await decisionsOf(parts, workspace, id);
  if (all.length === 0) return undefined;
  const releases = new Map(
    (await releaseStore(parts.db, workspace).all(id)).map((release) => [release.id, release]),
  );
  const sections = await Promise.all(
    all.map(async (decision) => {
      const release = releases.get(decision.release ?? '');
      const text = entryText({
        decision,
        day: dayIn(product.timezone, decision.decidedAt),
        name: subjectName(product.name, release),
        who: (await parts.lookups.person(workspace, decision.by))?.name ?? 'somebody who has left',
        alone: decidedAlone(decision, all, release?.announcedBy ?? release?.createdBy),
      });
      return { id: sectionOf(decision), text };
    }),
  );
  return { heading: LOGBOOK_HEADING, sections, placement: 'first' };
}
