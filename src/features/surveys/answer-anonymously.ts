import { Conflict, Repeated } from '../../db/database.ts';
import type { Publication } from '../../outbox/publication.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { summaryPublication } from '../releases/index.ts';
import { shuffled, tokenOf } from './anonymous.ts';
import { answerStore } from './answers.ts';
import { ENOUGH, type Survey, type SurveyAnswer, surveyName } from './survey.ts';
import { BEING_KEPT, tokenStore } from './tokens.ts';

/** Milliseconds after which an answer on its way was left there by a process that ended. */
const ABANDONED = 10_000;

/** As many answers are written anew with each that comes. */
const MOST_MIXED = 20;

/** What somebody hears who has answered an anonymous survey before. */
export const answeredBefore = (survey: Survey): Refused =>
  new Refused(
    `You have answered ${surveyName(survey)} already. Anonymous answers cannot be changed, because nothing says which are yours.`,
  );

/** Counts the person in; goes on where a process ended before the answer was kept. */
async function take(
  parts: Parts,
  acting: Acting,
  survey: Survey,
  token: string,
  counted: { readonly joined: boolean; readonly publications: readonly Publication[] },
): Promise<void> {
  const now = parts.clock.now();
  const { workspace, id } = survey;
  const tokens = tokenStore(parts.db, workspace);
  try {
    await parts.outbox.save({
      workspace,
      once: acting.once,
      writes: () => [answerStore(parts.db, workspace).count(id, counted.joined), tokens.take(id, token, now)],
      publications: counted.publications,
    });
  } catch (error) {
    if (!(error instanceof Conflict || error instanceof Repeated)) throw error;
    const before = (await tokens.find(id, token))?.takenAt ?? null;
    if (before === null) throw error instanceof Repeated ? error : answeredBefore(survey);
    if (before > now - ABANDONED) throw new Refused(BEING_KEPT);
    await parts.db.atomically((q) => [tokens.takeOver(q, id, token, before, now)]);
  }
}

/** Writes the answer together with others that wait, so that no row says which came last; answers with how many wait. */
async function keep(parts: Parts, row: SurveyAnswer): Promise<number> {
  const store = answerStore(parts.db, row.workspace);
  const held = await store.held(row.survey);
  const mixed = [...shuffled(held).slice(0, MOST_MIXED), row.id];
  await parts.db.atomically((q) => [store.add(row), ...store.mix(q, row.survey, mixed)]);
  return held.length + 1;
}

/**
 * Keeps an anonymous answer in three batches: that the person answers, the answer, and that it is kept. PostgreSQL
 * marks every row with its transaction, so person and answer are never written in one. Nothing is acknowledged before
 * the third; whoever sends again after Herald ended in between goes on with the second. Only an end between the second
 * and the third keeps an answer twice: to exclude that, the two would have to be linked on disk.
 */
export async function answerAnonymously(
  parts: Parts,
  acting: Acting,
  survey: Survey & { readonly salt: string },
  row: SurveyAnswer,
  counted: { readonly joined: boolean; readonly publications: readonly Publication[] },
): Promise<void> {
  const token = tokenOf(survey.salt, acting.user);
  await take(parts, acting, survey, token, counted);
  const held = await keep(parts, row);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [tokenStore(parts.db, survey.workspace).finish(q, survey.id, token)],
    publications:
      held >= ENOUGH ? [summaryPublication(survey.product, `answers to ${surveyName(survey)}`)] : [],
  });
}
