import type { Obj } from '../json.ts';

/** A member of a workspace, bots included. */
export interface UserRecord {
  id: string;
  name: string;
  realName: string;
  tz: string;
  locale: string;
  isBot: boolean;
  deleted: boolean;
  isRestricted: boolean;
  isAdmin: boolean;
}

/** A file somebody uploaded. */
export interface FileRecord {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  user: string;
  teamId: string;
  content: Buffer;
  altText: string;
  uploaded: boolean;
  shares: { channel: string; ts: string }[];
}

/** A message, a thread reply or an ephemeral message. */
export interface MessageRecord {
  channel: string;
  ts: string;
  user: string;
  botId?: string;
  username?: string;
  iconEmoji?: string;
  text: string;
  blocks: Obj[];
  attachments: Obj[];
  metadata?: Obj;
  threadTs?: string;
  broadcast?: boolean;
  subtype?: string;
  edited?: { user: string; ts: string };
  deleted: boolean;
  reactions: Map<string, string[]>;
  files: FileRecord[];
  /** Set on a message that only this user sees. */
  onlyFor?: string;
  /** What interactive elements hold, per user and element. */
  state: Map<string, Obj>;
}

/** A place where messages stand: channel, private channel, direct message. */
export interface ConversationRecord {
  id: string;
  name: string;
  kind: 'channel' | 'group' | 'im' | 'mpim';
  archived: boolean;
  created: number;
  creator: string;
  members: Set<string>;
  messages: MessageRecord[];
}

/** A user group such as @designers. */
export interface GroupRecord {
  id: string;
  handle: string;
  name: string;
  members: string[];
  disabled: boolean;
}

/** A modal or Home tab that the app made. */
export interface ViewRecord {
  id: string;
  type: 'modal' | 'home';
  userId: string;
  payload: Obj;
  hash: string;
  rootId: string;
  previousId: string | null;
  /** What the person entered, by block id and action id. */
  entered: Map<string, Obj>;
  /** The conversation in which the modal was asked for. */
  origin: string | undefined;
}

/** One workspace and all that is in it. */
export interface TeamRecord {
  id: string;
  name: string;
  domain: string;
  botUserId: string;
  botId: string;
  botToken: string;
  installed: boolean;
  scopes: Set<string> | undefined;
  users: Map<string, UserRecord>;
  conversations: Map<string, ConversationRecord>;
  groups: Map<string, GroupRecord>;
  ephemerals: MessageRecord[];
  stacks: Map<string, ViewRecord[]>;
  homes: Map<string, ViewRecord>;
}

/** One Web API call as it came in and what was said to it. */
export interface Call {
  method: string;
  args: Obj;
  token: string;
  teamId: string | undefined;
  ok: boolean;
  error?: string;
  response: Obj;
  at: number;
}

/** Something the app sent that Slack would not take. */
export interface Violation {
  method: string;
  error: string;
  messages: string[];
  args: Obj;
  at: number;
}

/** A modal as it stood when a person saw it. */
export interface ShownModal {
  teamId: string;
  userId: string;
  view: Obj;
  how: 'open' | 'push' | 'update';
  at: number;
}
