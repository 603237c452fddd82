import type { Context } from '../context.ts';
import type { Obj } from '../json.ts';
import { objs } from '../json.ts';
import { mentionsIn } from '../text/mentions.ts';
import { namesOf } from '../text/names.ts';
import { plainMrkdwn } from '../text/plain.ts';
import { markupOf, visibleBlocks } from '../text/visible.ts';
import type { FileRecord, MessageRecord, TeamRecord } from '../world/records.ts';
import { permalink } from '../world/shapes.ts';
import { repliesTo } from '../world/teams.ts';

/** A message as people see it. */
export class LocalMessage {
  readonly record: MessageRecord;
  readonly team: TeamRecord;
  private readonly context: Context;

  constructor(context: Context, team: TeamRecord, record: MessageRecord) {
    this.context = context;
    this.team = team;
    this.record = record;
  }

  get ts(): string {
    return this.record.ts;
  }
  get channelId(): string {
    return this.record.channel;
  }
  get text(): string {
    return this.record.text;
  }
  get blocks(): Obj[] {
    return this.record.blocks;
  }
  get attachments(): Obj[] {
    return this.record.attachments;
  }
  get user(): string {
    return this.record.user;
  }
  get metadata(): Obj | undefined {
    return this.record.metadata;
  }
  get edited(): boolean {
    return this.record.edited !== undefined;
  }
  get deleted(): boolean {
    return this.record.deleted;
  }
  get ephemeral(): boolean {
    return this.record.onlyFor !== undefined;
  }
  get threadTs(): string | undefined {
    return this.record.threadTs;
  }
  get files(): FileRecord[] {
    return this.record.files;
  }

  /** Whether the app wrote it. */
  get fromApp(): boolean {
    return this.record.user === this.team.botUserId;
  }

  /** The name that stands above the message. */
  get author(): string {
    return this.record.username ?? namesOf(this.team).user(this.record.user);
  }

  get permalink(): string {
    return permalink(this.team, this.record);
  }

  /** Emoji name to the ids of those who reacted with it. */
  get reactions(): Record<string, string[]> {
    return Object.fromEntries(this.record.reactions);
  }

  /** The replies under it, oldest first. */
  get thread(): LocalMessage[] {
    const conversation = this.team.conversations.get(this.record.channel);
    const replies = conversation ? repliesTo(conversation, this.record.ts) : [];
    return replies.map((reply) => new LocalMessage(this.context, this.team, reply));
  }

  /** All text that a reader sees, buttons as [Label]. */
  get visibleText(): string {
    const { record } = this;
    const names = namesOf(this.team);
    const body = record.blocks.length ? visibleBlocks(record.blocks, names) : plainMrkdwn(record.text, names);
    const attached = record.attachments.map((one) =>
      [visibleBlocks(objs(one.blocks), names), plainMrkdwn(String(one.text ?? ''), names)]
        .filter(Boolean)
        .join('\n'),
    );
    const files = record.files.map((file) => file.title);
    return [body, ...attached, ...files].filter(Boolean).join('\n');
  }

  /** The people that the message pings. */
  get mentions(): string[] {
    return [...new Set(mentionsIn(this.markup()).users)];
  }

  /** The words that ping many: channel, here, everyone, and user groups by id. */
  get broadcasts(): string[] {
    const found = mentionsIn(this.markup());
    return [...new Set([...found.broadcasts, ...found.groups])];
  }

  private markup(): string {
    const { record } = this;
    return [record.text, markupOf(record.blocks), markupOf(record.attachments)].join('\n');
  }
}
