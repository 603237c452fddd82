import type { Columns } from '../../db/columns.ts';
import type { Answers, Question } from './question.ts';
import type { SurveySettings, Template } from './survey.ts';

/**
 * Surveys, whom they ask, and what came back. An anonymous answer and the token that its person has answered stand in
 * two tables whose keys are random numbers, and are never written in one transaction. Answers are written anew when
 * others come and when they are let into results, so that neither order nor transaction tells who gave which.
 */
export const surveyTables = (c: Columns) => ({
  surveys: c.table(
    'surveys',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      product: c.text('product').notNull(),
      /** S1, S2, … within the product. */
      number: c.integer('number').notNull(),
      title: c.text('title').notNull(),
      template: c.text('template').$type<Template>().notNull(),
      release: c.text('release'),
      /** What it asks about, as people read it: the product and the release. */
      about: c.text('about').notNull(),
      questions: c.json<readonly Question[]>('questions').notNull(),
      anonymous: c.bool('anonymous').notNull(),
      /** Makes the tokens of an anonymous survey; destroyed when it closes. */
      salt: c.text('salt'),
      state: c.text('state').$type<'open' | 'closed'>().notNull(),
      author: c.text('author').notNull(),
      timezone: c.text('timezone').notNull(),
      createdAt: c.time('created_at').notNull(),
      /** When the first message went out. */
      sentAt: c.time('sent_at'),
      closesAt: c.time('closes_at'),
      closedAt: c.time('closed_at'),
      /** When its release was found rolled back: nobody is asked or reminded from then on. */
      pausedAt: c.time('paused_at'),
      remindAt: c.time('remind_at'),
      remindedAt: c.time('reminded_at'),
      /** People asked by name, and those who answered in a channel. */
      asked: c.integer('asked').notNull(),
      /** Whether a channel was asked: how many people that is, is not known. */
      toChannel: c.bool('to_channel').notNull(),
      answered: c.integer('answered').notNull(),
      /** What `answered` was when all messages were last brought up to date. */
      shownAnswered: c.integer('shown_answered').notNull(),
      /** Whether the asker shows the results to everybody who was asked. */
      shared: c.bool('shared').notNull(),
    },
    (t) => [
      c.uniqueIndex('surveys_number').on(t.product, t.number),
      c.index('surveys_due').on(t.state, t.closesAt),
    ],
  ),
  surveyDrafts: c.table('survey_drafts', {
    /** The modal that it was entered in. */
    id: c.text('id').primaryKey(),
    workspace: c.text('workspace').notNull(),
    product: c.text('product').notNull(),
    author: c.text('author').notNull(),
    settings: c.json<SurveySettings>('settings').notNull(),
    createdAt: c.time('created_at').notNull(),
  }),
  surveyAsked: c.table(
    'survey_asked',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      survey: c.text('survey').notNull(),
      /** A channel or a person. */
      destination: c.text('destination').notNull(),
      /** The person, when somebody is asked by name. */
      person: c.text('person'),
      sendAt: c.time('send_at').notNull(),
      sentAt: c.time('sent_at'),
      failed: c.text('failed'),
    },
    (t) => [
      c.uniqueIndex('survey_asked_once').on(t.survey, t.destination),
      c.index('survey_asked_person').on(t.workspace, t.person, t.sendAt),
      c.index('survey_asked_due').on(t.sentAt, t.sendAt),
    ],
  ),
  surveyNudges: c.table(
    'survey_nudges',
    {
      id: c.text('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      survey: c.text('survey').notNull(),
      person: c.text('person').notNull(),
      kind: c.text('kind').$type<'later' | 'reminder'>().notNull(),
      dueAt: c.time('due_at').notNull(),
      sentAt: c.time('sent_at'),
    },
    (t) => [
      c.uniqueIndex('survey_nudges_once').on(t.survey, t.person, t.kind),
      c.index('survey_nudges_due').on(t.sentAt, t.dueAt),
    ],
  ),
  surveyTokens: c.table(
    'survey_tokens',
    {
      /** A random number. */
      id: c.time('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      survey: c.text('survey').notNull(),
      token: c.text('token').notNull(),
      /** Since when its answer is on its way; null once that is kept. */
      takenAt: c.time('taken_at'),
    },
    (t) => [c.uniqueIndex('survey_tokens_once').on(t.survey, t.token)],
  ),
  surveyAnswers: c.table(
    'survey_answers',
    {
      /** A random number. */
      id: c.time('id').primaryKey(),
      workspace: c.text('workspace').notNull(),
      survey: c.text('survey').notNull(),
      /** Null in an anonymous survey. */
      person: c.text('person'),
      answers: c.json<Answers>('answers').notNull(),
      /** Null in an anonymous survey. */
      at: c.time('at'),
      /** An anonymous answer counts in results from when at least four others came with it. */
      released: c.bool('released').notNull(),
      /** Given after the release was rolled back. */
      late: c.bool('late').notNull(),
    },
    (t) => [
      c.uniqueIndex('survey_answers_once').on(t.survey, t.person),
      c.index('survey_answers_release').on(t.survey, t.released),
    ],
  ),
});
