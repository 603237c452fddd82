import type { DrawnDocument } from '../../outbox/publication.ts';
import { recordOf } from '../criteria/index.ts';
import type { DocumentKind, Parts } from '../feature.ts';
import { productById } from '../products/index.ts';
import { FEEDBACK_SUMMARY } from '../releases/index.ts';
import { digestHeading, digestText } from './file.ts';
import { weekOfPath } from './publications.ts';
import { digestStore } from './store.ts';
import { summariesOf } from './summary.ts';
import { summaryHeading, summaryText } from './summary-file.ts';

async function drawDigest(
  parts: Parts,
  workspace: string,
  id: string,
  path: string,
): Promise<DrawnDocument | undefined> {
  const week = weekOfPath(path);
  const posted = week ? await digestStore(parts.db, workspace).ofWeek(id, week) : undefined;
  if (!week || !posted) return undefined;
  const { name, timezone } = await productById(parts, workspace, id);
  return {
    heading: digestHeading(name, week),
    sections: [{ id: 'digest', text: digestText(posted.content, timezone) }],
    placement: 'first',
  };
}

async function drawSummary(parts: Parts, workspace: string, id: string): Promise<DrawnDocument | undefined> {
  const product = await productById(parts, workspace, id);
  const summaries = summariesOf(await recordOf(parts, product));
  if (summaries.length === 0) return undefined;
  return {
    heading: summaryHeading(product.name),
    sections: summaries.map((summary) => ({ id: summary.id, text: summaryText(summary) })),
    placement: 'first',
  };
}

/** `digests/2026-W47.md` and `07_feedback_summary.md`. */
export const documents: readonly DocumentKind[] = [
  { matches: (path) => weekOfPath(path) !== undefined, draw: drawDigest },
  { matches: (path) => path === FEEDBACK_SUMMARY, draw: drawSummary },
];
