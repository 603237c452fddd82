import type { Context } from './context.ts';
import { Channel, type Group } from './people/channel.ts';
import { Person } from './people/person.ts';
import type { TeamRecord, UserRecord } from './world/records.ts';
import { makeConversation, makeUser, type UserOptions } from './world/teams.ts';

/** What may be said about a new channel; without members everybody in the workspace is in it. */
export interface ChannelOptions {
  name: string;
  private?: boolean;
  archived?: boolean;
  members?: Person[];
  /** Whether the app is in it, which it is unless said otherwise. */
  botIn?: boolean;
}

/** One workspace with its people, channels and groups. */
export class Workspace {
  readonly team: TeamRecord;
  readonly context: Context;

  constructor(context: Context, team: TeamRecord) {
    this.context = context;
    this.team = team;
  }

  get teamId(): string {
    return this.team.id;
  }
  get botToken(): string {
    return this.team.botToken;
  }
  get botUserId(): string {
    return this.team.botUserId;
  }

  /** Adds somebody. */
  addPerson(options: UserOptions): Person {
    const user = makeUser(this.context.world, this.team, options);
    for (const one of this.team.conversations.values())
      if (one.kind === 'channel' && one.creator === '') one.members.add(user.id);
    return new Person(this.context, this.team, user);
  }

  /** Adds a channel. */
  addChannel(options: ChannelOptions): Channel {
    const everybody = [...this.team.users.values()]
      .filter((user) => !user.isBot && !user.deleted)
      .map((user) => user.id);
    const members = options.members?.map((person) => person.id) ?? (options.private ? [] : everybody);
    const record = makeConversation(
      this.context.world,
      this.team,
      options.private ? 'group' : 'channel',
      options.name,
      members,
    );
    // A channel without a creator is one that everybody is in, those who come later too.
    record.creator = options.members || options.private ? (members[0] ?? '-') : '';
    if (options.botIn !== false) record.members.add(this.team.botUserId);
    record.archived = options.archived ?? false;
    return new Channel(this.context, this.team, record);
  }

  /** Adds a user group. */
  addUserGroup(options: { handle: string; name?: string; members: Person[]; disabled?: boolean }): Group {
    const { handle, name = options.handle, members, disabled = false } = options;
    const group = {
      id: this.context.world.id('S'),
      handle,
      name,
      members: members.map((person) => person.id),
      disabled,
    };
    this.team.groups.set(group.id, group);
    return group;
  }

  /** The person with this name. */
  person(name: string): Person {
    return new Person(this.context, this.team, this.user(name));
  }

  /** The channel with this name. */
  channel(name: string): Channel {
    const bare = name.replace(/^#/, '');
    const record = [...this.team.conversations.values()].find((one) => one.name === bare || one.id === bare);
    if (!record) throw new Error(`There is no channel "${name}".`);
    return new Channel(this.context, this.team, record);
  }

  /** Everybody but the app's own bot. */
  get people(): Person[] {
    const others = [...this.team.users.values()].filter((user) => user.id !== this.team.botUserId);
    return others.map((user) => new Person(this.context, this.team, user));
  }

  /** Every channel, direct messages aside. */
  get channels(): Channel[] {
    const named = [...this.team.conversations.values()].filter(
      (one) => one.kind === 'channel' || one.kind === 'group',
    );
    return named.map((record) => new Channel(this.context, this.team, record));
  }

  /** Takes the app out of the workspace: its token dies and it is told so. */
  async uninstall(): Promise<void> {
    const { events } = this.context;
    await events.publish(this.team, 'tokens_revoked', {
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [this.team.botUserId] },
    });
    await events.publish(this.team, 'app_uninstalled', { type: 'app_uninstalled' });
    this.team.installed = false;
  }

  private user(name: string): UserRecord {
    const found = [...this.team.users.values()].find(
      (user) => user.name === name || user.realName === name || user.id === name,
    );
    if (!found) throw new Error(`There is nobody called "${name}".`);
    return found;
  }
}
