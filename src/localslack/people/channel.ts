import type { Context } from '../context.ts';
import type { ConversationRecord, TeamRecord } from '../world/records.ts';
import { LocalMessage } from './local-message.ts';

/** A conversation as people see it. */
export class Channel {
  readonly record: ConversationRecord;
  readonly team: TeamRecord;
  private readonly context: Context;

  constructor(context: Context, team: TeamRecord, record: ConversationRecord) {
    this.context = context;
    this.team = team;
    this.record = record;
  }

  get id(): string {
    return this.record.id;
  }
  get name(): string {
    return this.record.name;
  }
  get isPrivate(): boolean {
    return this.record.kind !== 'channel';
  }
  get archived(): boolean {
    return this.record.archived;
  }

  /** The messages at the top level, oldest first; broadcast replies among them. */
  get messages(): LocalMessage[] {
    return this.all().filter(
      ({ record }) => !record.threadTs || record.threadTs === record.ts || record.broadcast === true,
    );
  }

  /** Every message and reply, oldest first. */
  get everything(): LocalMessage[] {
    return this.all();
  }

  /** The newest message at the top level. */
  get last(): LocalMessage | undefined {
    return this.messages.at(-1);
  }

  /** Archives the channel: nothing can be posted any more. */
  archive(): void {
    this.record.archived = true;
  }

  /** Takes the app out of the channel. */
  removeApp(): void {
    this.record.members.delete(this.team.botUserId);
  }

  /** Waits until a top-level message holds, at most the given milliseconds. */
  async waitFor(holds: (message: LocalMessage) => boolean, ms = 5000): Promise<LocalMessage> {
    const find = () => this.messages.find(holds);
    await this.context.world.until(() => find() !== undefined, ms);
    const found = find();
    if (!found)
      throw new Error(
        `No such message in #${this.name}; it has:\n${this.messages.map((one) => one.visibleText).join('\n---\n')}`,
      );
    return found;
  }

  private all(): LocalMessage[] {
    const standing = this.record.messages.filter(
      (message) => !message.deleted && !message.subtype?.endsWith('_join'),
    );
    return standing.map((message) => new LocalMessage(this.context, this.team, message));
  }
}

/** A user group as people see it. */
export interface Group {
  id: string;
  handle: string;
  name: string;
}
