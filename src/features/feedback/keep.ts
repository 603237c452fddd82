import { Repeated } from '../../db/database.ts';
import { idAt } from '../../db/id.ts';
import type { Publication } from '../../outbox/publication.ts';
import { clean } from '../../slack/text.ts';
import type { Parts } from '../feature.ts';
import { summaryPublication } from '../releases/index.ts';
import type { FeedbackItem, NewFeedback } from './feedback.ts';
import { feedbackStore, type Wanted } from './store.ts';
import { type FeedbackTally, feedbackTallies, type QuotableFeedback } from './tally.ts';

const itemOf = (made: NewFeedback, at: number): FeedbackItem => ({
  id: idAt(at),
  about: null,
  link: null,
  quotable: false,
  speaker: null,
  ...made,
  text: clean(made.text).trim(),
  createdAt: at,
});

/** Keeps several pieces of feedback of one product, all or none; throws `Repeated` when they were kept before. */
export async function keepAll(
  parts: Parts,
  made: readonly NewFeedback[],
  also: (items: readonly FeedbackItem[]) => readonly Publication[] = () => [],
): Promise<FeedbackItem[]> {
  const [first] = made;
  if (!first) return [];
  const store = feedbackStore(parts.db, first.workspace);
  const items = made.map((one) => itemOf(one, parts.clock.now()));
  await parts.outbox.save({
    workspace: first.workspace,
    writes: () => items.map((item) => store.add(item)),
    publications: [summaryPublication(first.product, 'keep feedback'), ...also(items)],
  });
  return items;
}

/** Keeps one piece of feedback; false when the same message or act was kept before. */
export async function keepFeedback(
  parts: Parts,
  made: NewFeedback,
  also?: (items: readonly FeedbackItem[]) => readonly Publication[],
): Promise<boolean> {
  try {
    await keepAll(parts, [made], also);
    return true;
  } catch (error) {
    if (error instanceof Repeated) return false;
    throw error;
  }
}

/** What people said about a product, newest first. */
export const feedbackOf = (
  parts: Parts,
  workspace: string,
  product: string,
  wanted: Wanted = {},
): Promise<FeedbackItem[]> => feedbackStore(parts.db, workspace).of(product, wanted);

/** How much was said about a product: everything that is counted of it. */
export const feedbackTally = (parts: Parts, workspace: string, product: string): Promise<FeedbackTally> =>
  feedbackTallies(parts.db, workspace, product).tally();

/** The newest of each release and subject that may be quoted, at most so many of each, newest first. */
export const quotableFeedback = (
  parts: Parts,
  workspace: string,
  product: string,
  most: number,
): Promise<QuotableFeedback[]> => feedbackTallies(parts.db, workspace, product).quotable(most);

/** How much was kept after a moment (milliseconds since 1970), and what of it may be quoted, newest first. */
export async function feedbackSince(
  parts: Parts,
  workspace: string,
  product: string,
  at: number,
): Promise<{ count: number; quotes: QuotableFeedback[] }> {
  const tallies = feedbackTallies(parts.db, workspace, product);
  const [count, quotes] = await Promise.all([tallies.since(at), tallies.quotableSince(at)]);
  return { count, quotes };
}
