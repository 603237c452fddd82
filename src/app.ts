import { dirname, join, resolve } from 'node:path';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/database.ts';
import { openDatabase } from './db/open.ts';
import { entriesOf, platformScopes } from './features/entries.ts';
import type { Parts } from './features/feature.ts';
import { features } from './features/index.ts';
import { documentsHome } from './features/products/index.ts';
import { openRepositories } from './git/opened.ts';
import { type Job, openJobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import { type OutboxGiven, openOutbox } from './outbox/outbox.ts';
import { openSlackApi, type SlackAnswer } from './slack/api.ts';
import { openBolt, socketReceiver } from './slack/app.ts';
import { dispatch, handleEvent } from './slack/dispatch.ts';
import { openInbox } from './slack/inbox.ts';
import { installRoutes } from './slack/install.ts';
import { openLookups } from './slack/lookups.ts';
import { HttpReceiver } from './slack/receiver.ts';
import { sealer } from './slack/secret.ts';
import { openWorkspaces } from './slack/workspaces.ts';
import { healthPages } from './web/health.ts';
import { drain, listen, openServer, type SlackRoutes } from './web/server.ts';

/** Milliseconds that work on the wire may take after the signal to stop. */
const DRAIN = 9000;

const folderOf = (databaseUrl: string): string =>
  databaseUrl.startsWith('file:')
    ? dirname(resolve(databaseUrl.replace(/^file:(\/\/)?/, '')))
    : resolve('data');

const word = (answer: SlackAnswer, name: string): string | undefined => {
  const found = answer[name];
  return typeof found === 'string' ? found : undefined;
};

/** Asks Slack who the one workspace's token belongs to, and keeps the answer once there are tables to keep it in. */
async function identify(parts: Pick<Parts, 'api' | 'workspaces'>, tables: Promise<void>): Promise<void> {
  const answer = await parts.api.call('', 'auth.test', {});
  await tables;
  const id = word(answer, 'team_id') ?? word(answer, 'enterprise_id');
  if (!id) throw new Error('Slack did not say which workspace the token belongs to.');
  await parts.workspaces.save(
    {
      id,
      name: word(answer, 'team') ?? id,
      botUser: word(answer, 'user_id') ?? '',
      botId: word(answer, 'bot_id'),
      installer: undefined,
    },
    undefined,
  );
}

const openSecrets = (config: Config) => ({
  fixedToken: config.SLACK_CLIENT_ID ? undefined : config.SLACK_BOT_TOKEN,
  sealer: config.HERALD_SECRET_KEY ? sealer(config.HERALD_SECRET_KEY) : undefined,
});

/** What Herald is made of that tests replace: the database is opened by the settings unless it is given. */
export type Given = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly db?: Db;
  /** Milliseconds that changes to files are gathered before they become a commit. */
  readonly gathering?: number;
};

/** Everything of one running Herald. */
export type Herald = Awaited<ReturnType<typeof buildApp>>;

const platformJobs = (inbox: ReturnType<typeof openInbox>): Job[] => [
  { name: 'inbox.again', cron: '* * * * *', run: () => inbox.recover() },
  { name: 'inbox.sweep', cron: '17 * * * *', run: () => inbox.sweep() },
];

async function openPlatform({ config, clock, log, db: given }: Given) {
  const db = given ?? (await openDatabase(config.DATABASE_URL));
  const workspaces = openWorkspaces(db, clock, openSecrets(config));
  const api = openSlackApi(config.SLACK_API_URL, (workspace) => workspaces.token(workspace));
  const repositories = openRepositories(join(folderOf(config.DATABASE_URL), 'git'), () => clock.now(), {
    github: config.GITHUB_TOKEN,
    gitlab: config.GITLAB_TOKEN,
  });
  return { config, clock, log, db, workspaces, api, repositories, lookups: openLookups(api, clock) };
}

/** The parts that features are given; the outbox asks the features to draw and tells them what became of things. */
async function openParts(given: Given): Promise<Parts> {
  const platform = await openPlatform(given);
  const told: Pick<OutboxGiven, 'home' | 'draw' | 'outcome' | 'news'> = {
    home: (workspace, product) => documentsHome(parts, workspace, product),
    draw: async (workspace, product, path) => {
      const kind = features
        .flatMap((feature) => feature.documents ?? [])
        .find((known) => known.matches(path));
      return kind?.draw(parts, workspace, product, path);
    },
    outcome: async (outcome) => {
      for (const feature of features) await feature.outcome?.(parts, outcome);
    },
    news: async (workspace, product, news) => {
      for (const feature of features) await feature.news?.(parts, workspace, product, news);
    },
  };
  const parts: Parts = {
    ...platform,
    outbox: openOutbox({ ...platform, ...told, gathering: given.gathering }),
  };
  return parts;
}

function slackRoutes(config: Config, parts: Parts, http: HttpReceiver | undefined): SlackRoutes {
  const events: SlackRoutes = http
    ? { '/slack/events': (request, response) => http.handle(request, response) }
    : {};
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = config;
  if (!clientId || !clientSecret || !stateSecret) return events;
  const scopes = [...new Set([...platformScopes, ...features.flatMap((feature) => feature.scopes)])];
  return {
    ...events,
    ...installRoutes({
      ...parts,
      clientId,
      clientSecret,
      stateSecret,
      scopes,
      apiUrl: config.SLACK_API_URL,
      publicUrl: config.PUBLIC_URL,
    }),
  };
}

/** Puts the parts together. Nothing listens and nothing is sent before `start`. */
export async function buildApp(given: Given) {
  const { config, clock, log } = given;
  const parts = await openParts(given);
  const entries = entriesOf(features);
  const inbox = openInbox(parts.db, clock, log, handleEvent(entries, parts));
  const jobs = openJobs({
    ...parts,
    jobs: [...platformJobs(inbox), ...features.flatMap((feature) => feature.jobs?.(parts) ?? [])],
  });
  const metrics = openMetrics();
  const http = config.SLACK_SIGNING_SECRET
    ? new HttpReceiver({ signingSecret: config.SLACK_SIGNING_SECRET, clock, log })
    : undefined;
  const receiver = config.SLACK_APP_TOKEN
    ? socketReceiver(config.SLACK_APP_TOKEN, config.SLACK_API_URL, log)
    : http;
  if (!receiver) throw new Error('Neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set.');
  const bolt = openBolt(receiver, parts.workspaces, log);
  const acts = dispatch(bolt, { parts, entries, api: parts.api, inbox, log });

  let known = config.SLACK_CLIENT_ID !== undefined;
  const ready = [
    { name: 'database', check: () => parts.db.check() },
    {
      name: 'Slack',
      check: async () => {
        if (!known)
          throw new Error(
            'Slack has not said yet which workspace this is. Check SLACK_BOT_TOKEN and SLACK_API_URL.',
          );
      },
    },
  ];
  const measure = async (): Promise<void> => {
    metrics.waiting.set({ kind: 'message' }, (await parts.outbox.publications.depth()).waiting);
    metrics.waiting.set({ kind: 'document' }, await parts.outbox.documents.depth());
  };
  const server = openServer(slackRoutes(config, parts, http), healthPages(ready, metrics, measure), metrics);
  const tables = Promise.withResolvers<void>();
  const meetSlack = async (tries = 0): Promise<void> => {
    if (known) return;
    try {
      await identify(parts, tables.promise);
      known = true;
    } catch (error) {
      log.warn({ err: error }, 'Slack could not be asked who this is; trying again');
      setTimeout(() => void meetSlack(tries + 1), Math.min(30_000, 500 * 2 ** tries)).unref();
    }
  };

  return {
    parts,
    inbox,
    jobs,
    /** Brings the tables up to date, takes up what was left, and listens. Answers with the port. */
    async start(): Promise<number> {
      // Slack takes its time to answer; the tables and the server are made ready meanwhile.
      const met = meetSlack();
      await parts.db.migrate();
      tables.resolve();
      const port = await listen(server, config.PORT);
      await met;
      if (receiver !== http) await receiver.start();
      await parts.outbox.start();
      await inbox.recover();
      jobs.start();
      return port;
    },
    /** Takes no new work, finishes what is on the wire, and closes everything. */
    async stop(): Promise<void> {
      if (receiver !== http) await receiver.stop();
      await drain(server, DRAIN);
      await acts.settled();
      await jobs.stop();
      await inbox.settled();
      await parts.outbox.stop();
      await parts.repositories.close();
      await parts.db.close();
    },
    /** Answers when nothing is under way: events handled, messages and files standing. */
    async settled(): Promise<void> {
      await inbox.settled();
      await parts.outbox.settled();
      await inbox.settled();
    },
  };
}
