import { createHash, randomUUID } from 'node:crypto';
import { Repeated } from '../../db/database.ts';
import { retryTaken } from '../../db/unique.ts';
import type { Message } from '../../slack/blocks.ts';
import type { Acting, Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { releaseById, releaseName } from '../releases/index.ts';
import { newSalt } from './anonymous.ts';
import { type Audience, audienceOf } from './audience.ts';
import { surveyPublications } from './publications.ts';
import type { Question } from './question.ts';
import { surveyStore } from './store.ts';
import { type Asked, type NewSurvey, remindAt, type SurveySettings } from './survey.ts';
import { startedNote } from './views.ts';

async function aboutOf(parts: Parts, product: Product, release: string | null): Promise<string> {
  if (!release) return product.name;
  return `${product.name} ${releaseName(await releaseById(parts, product.workspace, release))}`;
}

/** A modal makes one survey, however often it is sent: its id follows from the modal's. */
const idOf = (workspace: string, modal: string): string =>
  createHash('sha256').update(`${workspace}:${modal}`).digest('hex').slice(0, 32);

/** When the last of its people is asked. */
const lastSent = (audience: Audience, now: number): number =>
  audience.asked.reduce((last, one) => Math.max(last, one.sendAt), now);

const newSurvey = (
  id: string,
  product: Product,
  author: string,
  settings: SurveySettings,
  questions: readonly Question[],
  now: number,
  audience: Audience,
): Omit<NewSurvey, 'about'> => ({
  id,
  workspace: product.workspace,
  product: product.id,
  title: settings.title,
  template: settings.template,
  release: settings.release,
  questions,
  anonymous: settings.anonymous,
  salt: settings.anonymous ? newSalt() : null,
  state: 'open',
  author,
  timezone: product.timezone,
  createdAt: now,
  sentAt: audience.asked.some((one) => one.sendAt <= now) ? now : null,
  closesAt: settings.closesAt,
  closedAt: null,
  pausedAt: null,
  remindAt: Math.round(remindAt(lastSent(audience, now), settings.closesAt)),
  remindedAt: null,
  asked: audience.asked.filter((one) => one.person !== null).length,
  toChannel: audience.asked.some((one) => one.person === null),
  answered: 0,
  shownAnswered: 0,
  shared: false,
});

const rowsOf = (survey: NewSurvey, audience: Audience, now: number): Asked[] =>
  audience.asked.map((one) => ({
    ...one,
    id: randomUUID(),
    workspace: survey.workspace,
    survey: survey.id,
    sentAt: one.sendAt <= now ? now : null,
    failed: null,
  }));

/** Starts a survey: what may go out now does, the rest waits for its time. `modal` makes at most one survey. */
export async function startSurvey(
  parts: Parts,
  acting: Acting,
  product: Product,
  settings: SurveySettings,
  questions: readonly Question[],
  modal: string,
): Promise<Message> {
  const now = parts.clock.now();
  const store = surveyStore(parts.db, product.workspace);
  const id = idOf(product.workspace, modal);
  if (await store.find(id)) throw new Repeated(id);
  const about = await aboutOf(parts, product, settings.release);
  const audience = await audienceOf(parts, product, settings, now);
  const survey = { ...newSurvey(id, product, acting.user, settings, questions, now, audience), about };
  const rows = rowsOf(survey, audience, now);
  await retryTaken(() =>
    parts.outbox.save({
      workspace: product.workspace,
      once: `survey:${id}`,
      writes: (q) => [store.add(q, survey), ...store.ask(q, rows)],
      publications: surveyPublications({ ...survey, number: 0 }, rows),
    }),
  );
  const standing = await store.find(survey.id);
  return startedNote(standing ?? { ...survey, number: 0 }, audience, now);
}
