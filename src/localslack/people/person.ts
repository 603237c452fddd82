import { mediaType } from '../api/files.ts';
import type { Context } from '../context.ts';
import { typedBlocks, typedText } from '../text/typed.ts';
import { ClientRefusal } from '../world/error.ts';
import { addMessage, changeMessage, react, removeMessage } from '../world/posting.ts';
import type { ConversationRecord, FileRecord, TeamRecord, UserRecord } from '../world/records.ts';
import { messageJson } from '../world/shapes.ts';
import { directMessage } from '../world/teams.ts';
import { stackOf, viewJson } from '../world/views.ts';
import { type Actor, beginAct, deliverAct, interactionBase } from './act.ts';
import { Channel } from './channel.ts';
import { typeCommand } from './command.ts';
import { Home } from './home.ts';
import { findButton, findElement, findOption } from './labels.ts';
import { LocalMessage } from './local-message.ts';
import { enterChannel, isMember } from './membership.ts';
import { Modal } from './modal.ts';
import type { Outcome } from './outcome.ts';
import { actOnMessage, chosenState } from './press.ts';

/** A conversation, by object, by "#name", or "dm" for the one with the app. */
export type Where = Channel | string;

/** A file that somebody shares. */
export interface SharedFile {
  name: string;
  content: string | Buffer;
  mimetype?: string;
}

/** Somebody who uses Slack: acts by what is visible. */
export class Person {
  readonly user: UserRecord;
  readonly team: TeamRecord;
  private readonly context: Context;
  private readonly actor: Actor;

  constructor(context: Context, team: TeamRecord, user: UserRecord) {
    this.context = context;
    this.team = team;
    this.user = user;
    const actor: Actor = { context, team, user, modalOf: (view) => new Modal(actor, view) };
    this.actor = actor;
  }

  get id(): string {
    return this.user.id;
  }
  get name(): string {
    return this.user.name;
  }

  /** The direct messages between the person and the app. */
  get dm(): Channel {
    return new Channel(this.context, this.team, directMessage(this.context.world, this.team, this.id));
  }

  /** The messages that only this person sees, oldest first. */
  get inbox(): LocalMessage[] {
    const own = this.team.ephemerals.filter((one) => one.onlyFor === this.id && !one.deleted);
    return own.map((one) => new LocalMessage(this.context, this.team, one));
  }

  /** The modal in front of the person, if any. */
  get modal(): Modal | undefined {
    const top = stackOf(this.team, this.id).at(-1);
    return top && new Modal(this.actor, top);
  }

  /** The Home tab as it was last published for this person. */
  get home(): Home {
    return new Home(this.actor, () => this.team.homes.get(this.id));
  }

  /** Types a slash command and waits for the answer, a modal, or the end of patience. */
  type(where: Where, text: string, options: { wait?: number } = {}): Promise<Outcome> {
    return typeCommand(this.actor, this.seen(where), text, options.wait);
  }

  /** Writes a message, in a thread or with files; resolves after the app was told. */
  async post(
    where: Where,
    text: string,
    options: { thread?: LocalMessage; files?: SharedFile[]; broadcast?: boolean } = {},
  ): Promise<LocalMessage> {
    const conversation = this.seen(where);
    if (conversation.archived) throw new ClientRefusal(`#${conversation.name} is archived.`);
    await enterChannel(this.context, this.team, conversation, this.user);
    const files = (options.files ?? []).map((file) => this.upload(file));
    const { thread } = options;
    const record = await addMessage(this.context, this.team, conversation, {
      user: this.id,
      text: typedText(this.team, text),
      blocks: text ? typedBlocks(this.team, text) : [],
      threadTs: thread && (thread.threadTs ?? thread.ts),
      files,
      ...(files.length ? { subtype: 'file_share' } : {}),
      ...(options.broadcast ? { broadcast: true } : {}),
    });
    return new LocalMessage(this.context, this.team, record);
  }

  /** Changes a message of one's own. */
  async edit(message: LocalMessage, text: string): Promise<void> {
    this.refuseForeign(message, 'edit');
    const change = { text: typedText(this.team, text), blocks: typedBlocks(this.team, text) };
    await changeMessage(
      this.context,
      this.team,
      this.conversationOf(message),
      message.record,
      change,
      this.id,
    );
  }

  /** Deletes a message; admins may delete anybody's. */
  async delete(message: LocalMessage): Promise<void> {
    if (!this.user.isAdmin) this.refuseForeign(message, 'delete');
    await removeMessage(this.context, this.team, this.conversationOf(message), message.record);
  }

  /** Reacts with an emoji, named without colons. */
  async react(message: LocalMessage, emoji: string): Promise<void> {
    await enterChannel(this.context, this.team, this.conversationOf(message), this.user);
    await react(this.context, this.team, message.record, this.id, emoji, true);
  }

  /** Takes a reaction back. */
  async unreact(message: LocalMessage, emoji: string): Promise<void> {
    await react(this.context, this.team, message.record, this.id, emoji, false);
  }

  /** Presses a button by its words, on a message or on an answer to this person. */
  async press(
    message: LocalMessage,
    label: string,
    options: { value?: string; wait?: number } = {},
  ): Promise<Outcome> {
    const target = findButton(this.team, message.blocks, label, options.value);
    this.refuseUnseen(message);
    return actOnMessage(this.actor, message.record, target, {}, options.wait);
  }

  /** Chooses options of a menu, radio buttons, checkboxes or overflow menu on a message. */
  async choose(message: LocalMessage, label: string, option: string | string[]): Promise<Outcome> {
    const target = findElement(this.team, message.blocks, label);
    this.refuseUnseen(message);
    const options = [option].flat().map((one) => findOption(this.team, target.element, one));
    const state = chosenState(target.element, options);
    message.record.state.set(
      `${this.id}\n${String(target.block.block_id)}\n${String(target.element.action_id)}`,
      state,
    );
    return actOnMessage(this.actor, message.record, target, state);
  }

  /** Opens the app's Home tab and waits until the app published it anew. */
  async openHome(tab: 'home' | 'messages' = 'home'): Promise<Home> {
    const { world, events } = this.context;
    const view = this.team.homes.get(this.id);
    const before = view?.hash;
    const event = { type: 'app_home_opened', user: this.id, channel: this.dm.id, tab };
    const known = view ? { view: viewJson(this.context, this.team, view) } : {};
    const told = await events.publish(this.team, 'app_home_opened', { ...event, ...known });
    if (told && tab === 'home')
      await world.until(() => this.team.homes.get(this.id)?.hash !== before, world.settings.patience);
    return this.home;
  }

  /** Presses a button on the Home tab. */
  pressHome(label: string, options: { value?: string; wait?: number } = {}): Promise<Outcome> {
    return this.home.press(label, options);
  }

  /** Uses one of the app's message shortcuts, by its name. */
  async messageShortcut(message: LocalMessage, name: string): Promise<Outcome> {
    this.refuseUnseen(message);
    const { world } = this.context;
    const act = beginAct(this.actor, { channel: message.channelId, message: message.record });
    const conversation = this.conversationOf(message);
    const shown = messageJson(world, this.team, message.record);
    const payload = {
      ...interactionBase(this.actor, act, 'message_action'),
      callback_id: this.callbackId(name, 'message'),
      action_ts: world.ts(),
      message_ts: message.ts,
      channel: {
        id: conversation.id,
        name: conversation.kind === 'im' ? 'directmessage' : conversation.name,
      },
      message: message.threadTs ? { ...shown, thread_ts: message.threadTs } : shown,
      response_url: act.responseUrl,
    };
    return deliverAct(this.actor, act, 'interactive', payload, world.manifest.interactivityUrl);
  }

  /** Uses one of the app's global shortcuts, by its name. */
  async globalShortcut(name: string): Promise<Outcome> {
    const { world } = this.context;
    const act = beginAct(this.actor, {});
    const callbackId = this.callbackId(name, 'global');
    const payload = {
      ...interactionBase(this.actor, act, 'shortcut'),
      callback_id: callbackId,
      action_ts: world.ts(),
    };
    return deliverAct(this.actor, act, 'interactive', payload, world.manifest.interactivityUrl);
  }

  /** Joins a public channel. */
  async join(where: Where): Promise<void> {
    await enterChannel(this.context, this.team, this.seen(where), this.user);
  }

  /** Brings the app into a channel, as /invite does. */
  async inviteApp(where: Where): Promise<void> {
    const bot = this.team.users.get(this.team.botUserId);
    if (bot) await enterChannel(this.context, this.team, this.seen(where), bot, this.id);
  }

  private callbackId(name: string, type: string): string {
    const { shortcuts } = this.context.world.manifest;
    const entry = shortcuts?.find((one) => one.name === name && one.type === type);
    if (shortcuts && !entry) throw new ClientRefusal(`The app has no ${type} shortcut "${name}".`);
    return entry?.callbackId ?? name;
  }

  private seen(where: Where): ConversationRecord {
    if (where instanceof Channel) return this.visible(where.record);
    if (where === 'dm') return directMessage(this.context.world, this.team, this.id);
    const name = where.replace(/^#/, '');
    const found = [...this.team.conversations.values()].find((one) => one.name === name || one.id === where);
    if (!found) throw new ClientRefusal(`There is no conversation "${where}".`);
    return this.visible(found);
  }

  private visible(conversation: ConversationRecord): ConversationRecord {
    if (conversation.kind === 'channel' || isMember(conversation, this.user)) return conversation;
    throw new ClientRefusal(`${this.name} does not see #${conversation.name}.`);
  }

  private conversationOf(message: LocalMessage): ConversationRecord {
    return this.seen(message.channelId);
  }

  private refuseForeign(message: LocalMessage, verb: string): void {
    if (message.user !== this.id)
      throw new ClientRefusal(`${this.name} cannot ${verb} a message of somebody else.`);
  }

  private refuseUnseen(message: LocalMessage): void {
    if (message.record.onlyFor && message.record.onlyFor !== this.id)
      throw new ClientRefusal(`${this.name} does not see this message.`);
    if (message.deleted) throw new ClientRefusal('The message is gone.');
    this.conversationOf(message);
  }

  private upload(file: SharedFile): FileRecord {
    const record: FileRecord = {
      id: this.context.world.id('F'),
      name: file.name,
      title: file.name,
      mimetype: file.mimetype ?? mediaType(file.name),
      user: this.id,
      teamId: this.team.id,
      content: Buffer.from(file.content),
      altText: '',
      uploaded: true,
      shares: [],
    };
    this.context.world.files.set(record.id, record);
    return record;
  }
}
