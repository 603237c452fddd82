import { type Reach, reachOf } from '../announcements/index.ts';
import { type Bug, bugsOf } from '../bugs/index.ts';
import { type Decision, decisionsOf } from '../decisions/index.ts';
import type { Parts } from '../feature.ts';
import {
  type FeedbackTally,
  feedbackTally,
  type QuotableFeedback,
  quotableFeedback,
} from '../feedback/index.ts';
import type { Product } from '../products/index.ts';
import { FEEDBACK_SUMMARY, type Release, releaseStore } from '../releases/index.ts';
import { type SurveySummary, surveysOf } from '../surveys/index.ts';

/** Whether the summary of what people said stands in the repository as it should. */
export type SummaryState = 'up to date' | 'on its way' | 'waiting' | 'left alone' | 'no repository';

/** Milliseconds that a summary which stood before may wait for its next commit. */
const ON_ITS_WAY = 600_000;

/** Quotes of one release about one thing that a record holds; the newest are enough to act on. */
const MOST_QUOTES = 20;

/** What was said, in numbers, and the newest of what may be quoted. */
export type FeedbackRecord = FeedbackTally & { readonly quotes: readonly QuotableFeedback[] };

/** All that is known of a product; releases, surveys, quotes and decisions newest first. */
export type ProductRecord = {
  readonly product: Product;
  readonly releases: readonly Release[];
  readonly reach: ReadonlyMap<string, Reach>;
  readonly feedback: FeedbackRecord;
  readonly surveys: readonly SurveySummary[];
  readonly bugs: readonly Bug[];
  readonly decisions: readonly Decision[];
  readonly summary: SummaryState;
};

async function summaryState(parts: Parts, product: Product): Promise<SummaryState> {
  if (!product.remote) return 'no repository';
  const documents = await parts.outbox.documents.ofProduct(product.id);
  const summary = documents.find(({ path }) => path === FEEDBACK_SUMMARY);
  if (summary?.refusal) return 'left alone';
  if (!summary) return 'waiting';
  if (summary.wanted === summary.standing) return 'up to date';
  // Each new piece makes it stale for a moment; that is no reason to say that nothing was documented.
  return summary.standing > 0 && parts.clock.now() - summary.staleSince < ON_ITS_WAY
    ? 'on its way'
    : 'waiting';
}

/** Gathers the record of a product from the features that keep it. */
export async function recordOf(parts: Parts, product: Product): Promise<ProductRecord> {
  const { workspace, id } = product;
  const [releases, tally, quotes, surveys, bugs, decisions, summary] = await Promise.all([
    releaseStore(parts.db, workspace).all(id),
    feedbackTally(parts, workspace, id),
    quotableFeedback(parts, workspace, id, MOST_QUOTES),
    surveysOf(parts, workspace, id),
    bugsOf(parts, workspace, id),
    decisionsOf(parts, workspace, id),
    summaryState(parts, product),
  ]);
  const announced = releases.filter((release) => release.announcedAt !== null);
  const reach = new Map(
    await Promise.all(announced.map(async (release) => [release.id, await reachOf(parts, release)] as const)),
  );
  const feedback = { ...tally, quotes };
  return { product, releases, reach, feedback, surveys, bugs, decisions, summary };
}
