import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/database.ts';
import type { Repositories } from '../git/opened.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Log } from '../log.ts';
import type { DocumentNews } from '../outbox/documents.ts';
import type { Outcome } from '../outbox/messages.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { DrawnDocument } from '../outbox/publication.ts';
import type { SlackApi } from '../slack/api.ts';
import type { Blocks } from '../slack/blocks.ts';
import type * as slack from '../slack/entry.ts';
import type { Lookups } from '../slack/lookups.ts';
import type { Workspaces } from '../slack/workspaces.ts';

/** What every use case may use: the platform, put together once at start. */
export type Parts = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Db;
  readonly api: SlackApi;
  readonly lookups: Lookups;
  readonly workspaces: Workspaces;
  readonly outbox: Outbox;
  readonly repositories: Repositories;
};

export type Acting = slack.Acting;
export type Answer = slack.Answer;
export type Command = slack.Command<Parts>;
export type SlashCommand = slack.SlashCommand<Parts>;
export type Shortcut = slack.Shortcut<Parts>;
export type PressHandler = slack.PressHandler<Parts>;
export type SubmitHandler = slack.SubmitHandler<Parts>;
export type EventHandler = slack.EventHandler<Parts>;
export type Event = slack.Event;

/** Who opened the Home tab. */
export type Viewer = { readonly workspace: string; readonly user: string };

/** A kind of file in the repository that a feature draws from its records. */
export type DocumentKind = {
  /** Whether a path below the documents folder is of this kind. */
  readonly matches: (path: string) => boolean;
  /** Undefined when nothing should stand there any more. */
  readonly draw: (
    parts: Parts,
    workspace: string,
    product: string,
    path: string,
  ) => Promise<DrawnDocument | undefined>;
};

/** What a feature may offer. Each is walked once when Herald is put together. */
export type Feature = {
  readonly name: string;
  /** The Slack permissions that it needs; the manifest has these and no more. */
  readonly scopes: readonly string[];
  readonly slashCommands?: readonly SlashCommand[];
  readonly commands?: readonly Command[];
  readonly shortcuts?: readonly Shortcut[];
  /** Buttons and menus, by action id; what follows a "/" in an id is not part of the name. */
  readonly presses?: Readonly<Record<string, PressHandler>>;
  /** Modals, by callback id. */
  readonly submits?: Readonly<Record<string, SubmitHandler>>;
  readonly events?: Readonly<Record<string, EventHandler>>;
  readonly documents?: readonly DocumentKind[];
  readonly jobs?: (parts: Parts) => readonly Job[];
  /** Its part of the Home tab; no blocks when there is nothing to say. */
  readonly home?: (parts: Parts, viewer: Viewer) => Promise<Blocks>;
  /** Told of each publication of its groups that stands or failed. */
  readonly outcome?: (parts: Parts, outcome: Outcome) => Promise<void>;
  /** Told what happened to a product's files. */
  readonly news?: (parts: Parts, workspace: string, product: string, news: DocumentNews) => Promise<void>;
};
