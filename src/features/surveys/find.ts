import { Refused } from '../../slack/errors.ts';
import { shorten } from '../../slack/text.ts';
import type { Parts } from '../feature.ts';
import { type Act, mustHold } from '../people/index.ts';
import { type Product, productById } from '../products/index.ts';
import { surveyStore } from './store.ts';
import { numberOf, type Survey } from './survey.ts';

/** The survey that is meant: S3, or the newest when nothing is typed; refuses when there is none. */
export async function surveyOrRefuse(parts: Parts, product: Product, typed: string): Promise<Survey> {
  const store = surveyStore(parts.db, product.workspace);
  const [word = ''] = typed.trim().split(/\s+/);
  if (word === '') {
    const newest = await store.newest(product.id);
    if (newest) return newest;
    throw new Refused(`${product.name} has no survey yet. Start one with /survey new.`);
  }
  const number = numberOf(word);
  const found = number === undefined ? undefined : await store.byNumber(product.id, number);
  if (found) return found;
  throw new Refused(`${product.name} has no survey ${shorten(word, 40)}. /survey list shows those it has.`);
}

/** The survey of an id that came back from Slack; refuses when it is not of this workspace. */
export async function surveyById(parts: Parts, workspace: string, id: string): Promise<Survey> {
  const found = await surveyStore(parts.db, workspace).find(id);
  if (!found) throw new Refused('This survey does not exist any more.');
  return found;
}

/** The author may do everything with a survey; others need a role. */
export async function mustOwn(parts: Parts, survey: Survey, act: Act, user: string): Promise<void> {
  if (survey.author === user) return;
  const product = await productById(parts, survey.workspace, survey.product);
  await mustHold(parts, survey.workspace, product.roles, act, user);
}
