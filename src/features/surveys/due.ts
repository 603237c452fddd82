import { Conflict } from '../../db/database.ts';
import type { Parts } from '../feature.ts';
import { releaseStore } from '../releases/index.ts';
import { closeSurvey } from './close.ts';
import { nudgePublication, surveyPublications } from './publications.ts';
import { remindSilent } from './remind.ts';
import { hasAnswered } from './results.ts';
import { dueSurveys, surveyStore } from './store.ts';
import { type Asked, DAY, type Nudge, type Survey } from './survey.ts';
import { nudgeMessage } from './views-message.ts';

const AT_ONCE = 200;

/** Does each in turn; what another process did meanwhile is done. */
async function each<T>(things: readonly T[], act: (thing: T) => Promise<unknown>): Promise<void> {
  for (const thing of things) {
    try {
      await act(thing);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

async function sendOne(parts: Parts, survey: Survey, asked: Asked): Promise<void> {
  const now = parts.clock.now();
  const store = surveyStore(parts.db, survey.workspace);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [store.sent(q, asked.id, now), store.started(q, survey.id, now)],
    publications: surveyPublications(survey, [{ ...asked, sentAt: now }]),
  });
}

async function nudgeOne(parts: Parts, survey: Survey, nudge: Nudge): Promise<void> {
  const store = surveyStore(parts.db, survey.workspace);
  const answered = await hasAnswered(parts, survey, nudge.person);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [store.nudged(q, nudge, parts.clock.now())],
    publications: answered ? [] : [nudgePublication(survey, nudge, nudgeMessage(survey, nudge.kind))],
  });
}

/** Pauses the surveys of releases that were rolled back; their messages say so. */
async function pauseWithdrawn(parts: Parts, survey: Survey): Promise<void> {
  const release = await releaseStore(parts.db, survey.workspace).find(survey.release ?? '');
  if (release?.state !== 'withdrawn') return;
  const now = parts.clock.now();
  const store = surveyStore(parts.db, survey.workspace);
  await parts.outbox.save({
    workspace: survey.workspace,
    writes: (q) => [store.pause(q, survey.id, now)],
    publications: surveyPublications({ ...survey, pausedAt: now }, await store.asked(survey.id)),
  });
}

/** Pauses, closes, sends, brings back and reminds what is due. */
export async function doDue(parts: Parts): Promise<void> {
  const due = dueSurveys(parts.db);
  const now = parts.clock.now();
  await each(await due.closing(now), (survey) => closeSurvey(parts, survey, true));
  await each(await due.aboutReleases(), (survey) => pauseWithdrawn(parts, survey));
  await each(await due.sending(now, AT_ONCE), ({ survey, asked }) => sendOne(parts, survey, asked));
  await each(await due.nudging(now, AT_ONCE), ({ survey, nudge }) => nudgeOne(parts, survey, nudge));
  await each(await due.reminding(now), (survey) => remindSilent(parts, survey, true));
}

/** Brings the counts in all messages up to date where there are too many for every answer. */
export async function refreshCounts(parts: Parts): Promise<void> {
  const due = dueSurveys(parts.db);
  await each(await due.stale(), async (survey) => {
    const store = surveyStore(parts.db, survey.workspace);
    const asked = await store.asked(survey.id);
    await parts.outbox.save({
      workspace: survey.workspace,
      writes: (q) => [store.set(q, survey.id, { shownAnswered: survey.answered })],
      publications: surveyPublications(survey, asked),
    });
  });
  await due.forgetDrafts(parts.clock.now() - DAY);
}
