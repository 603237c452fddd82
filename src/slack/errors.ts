/** Said to the person where the person is: at a field, in the modal or as a note only they see. */
export class Refused extends Error {
  override readonly name = 'Refused';
  /** The block id of the field that the reason stands at. */
  readonly field: string | undefined;
  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** A refusal that stands at several fields of a modal at once. */
export class RefusedFields extends Error {
  override readonly name = 'RefusedFields';
  readonly fields: Readonly<Record<string, string>>;
  constructor(fields: Record<string, string>) {
    super(Object.values(fields).join(' '));
    this.fields = fields;
  }
}

/** What Slack's refusal means for whoever asked. */
export type Failure = { readonly kind: 'permanent' | 'wait' | 'ask' | 'parked'; readonly reason: string };

/** Slack's errors that no retry mends, with what a person can do; from the method pages of chat.postMessage. */
const PERMANENT: Record<string, string> = {
  channel_not_found: 'Herald cannot see this channel. If it is private, type `/invite @Herald` in it.',
  not_in_channel: 'Herald is not in this channel. Type `/invite @Herald` in it.',
  is_archived: 'This channel is archived. Unarchive it or choose another.',
  restricted_action: 'A workspace setting keeps Herald from posting here. Ask an admin.',
  restricted_action_read_only_channel: 'Only some people may post in this channel. Ask an admin.',
  restricted_action_thread_only_channel: 'This channel takes replies in threads only.',
  restricted_action_non_threadable_channel: 'This channel does not take replies in threads.',
  restricted_action_thread_locked: 'This thread is locked.',
  messages_tab_disabled: 'Direct messages to Herald are switched off in the app settings ("App Home").',
  msg_too_long: 'The text is too long for Slack.',
  msg_blocks_too_long: 'The message is too long for Slack.',
  no_text: 'The message is empty.',
  invalid_blocks: 'Slack does not accept how this message is made. This is a fault in Herald.',
  invalid_arguments: 'Slack does not accept how this message is made. This is a fault in Herald.',
  metadata_too_large: 'Slack does not accept how this message is made. This is a fault in Herald.',
  user_not_found: 'This person is not in the workspace.',
  user_disabled: 'This person has been deactivated.',
  cannot_dm_bot: 'This is a bot. Bots cannot get direct messages.',
  user_not_visible: 'This person cannot be reached by Herald.',
  cant_update_message: 'Slack does not let Herald edit this message.',
  message_not_found: 'The message was deleted.',
  thread_not_found: 'The message that this answers was deleted.',
  edit_window_closed: 'This workspace does not allow messages to be edited any more.',
  missing_scope: 'Herald was installed with fewer permissions than it needs. Install it again.',
  unknown_method: 'This Slack does not offer what Herald needs here.',
};

/** Errors of the whole workspace: nothing can be sent until somebody installs Herald again. */
const PARKED: Record<string, string> = {
  invalid_auth: 'Slack does not accept the token any more. Install Herald again.',
  not_authed: 'Slack got no token. Install Herald again.',
  account_inactive: 'Herald was removed from the workspace. Install it again.',
  token_revoked: 'The token was revoked. Install Herald again.',
  token_expired: 'The token has expired. Install Herald again.',
  team_access_not_granted: 'Herald has no access to this workspace. Ask an admin.',
  token_unreadable:
    'Herald cannot open the token that it keeps. Start it with the HERALD_SECRET_KEY that it was kept with, or install it again.',
  ekm_access_denied: 'An admin has suspended access to messages.',
};

/** Sorts an error code of Slack; a code that is not known may pass by itself, so it is tried again later. */
export function failureOf(code: string): Failure {
  const permanent = PERMANENT[code];
  if (permanent) return { kind: 'permanent', reason: permanent };
  const parked = PARKED[code];
  if (parked) return { kind: 'parked', reason: parked };
  return { kind: 'wait', reason: `Slack answered "${code}".` };
}
