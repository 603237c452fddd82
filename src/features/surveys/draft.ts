import type { Message } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import type { Acting, Parts } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById } from '../products/index.ts';
import { audienceOf } from './audience.ts';
import type { Question } from './question.ts';
import { startSurvey } from './start.ts';
import { surveyStore } from './store.ts';
import type { SurveySettings } from './survey.ts';

/** Refuses who may not start a survey of a product. */
export const mayStart = (parts: Parts, acting: Acting, product: Product): Promise<void> =>
  mustHold(parts, acting.workspace, product.roles, 'start a survey', acting.user);

/** Keeps what was entered until its questions are; refuses at once when nobody is left to ask. */
export async function keepDraft(
  parts: Parts,
  acting: Acting,
  product: Product,
  settings: SurveySettings,
  modal: string,
): Promise<void> {
  const now = parts.clock.now();
  await audienceOf(parts, product, settings, now);
  const store = surveyStore(parts.db, acting.workspace);
  await store.keepDraft({ id: modal, product: product.id, author: acting.user, settings, createdAt: now });
}

/** Starts a custom survey; what became wrong with its people meanwhile is said at the questions, which are seen. */
export async function startDraft(
  parts: Parts,
  acting: Acting,
  modal: string,
  questions: readonly Question[],
): Promise<Message> {
  const draft = await surveyStore(parts.db, acting.workspace).draft(modal);
  if (!draft || draft.author !== acting.user)
    throw new Refused('This draft has expired. Start again with /survey new.');
  const product = await productById(parts, acting.workspace, draft.product);
  await mayStart(parts, acting, product);
  try {
    return await startSurvey(parts, acting, product, draft.settings, questions, draft.id);
  } catch (error) {
    if (error instanceof Refused && error.field === 'to') throw new Refused(error.message, 'questions');
    throw error;
  }
}
