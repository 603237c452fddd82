import type { ModalView } from '@slack/types';
import type { Entered } from './answers.ts';
import type { Blocks, Message } from './blocks.ts';

/** Who acts, where, and how to answer them. */
export type Acting = {
  readonly workspace: string;
  readonly user: string;
  /** Where it happened; undefined in a modal, the Home tab and a global shortcut. */
  readonly channel: string | undefined;
  /** Names this one act: the same act arriving again has the same name. */
  readonly once: string;
};

/**
 * What the person who acted sees at once:
 * a note only they see; a modal; a modal in place of the one whose button they pressed; or nothing, because what they
 * did changes something that stands.
 */
export type Answer =
  | undefined
  | { readonly note: Message }
  | {
      readonly modal: ModalView;
      /** Fills the modal when what it needs takes longer than a moment. */
      readonly fill?: Promise<ModalView>;
    }
  | { readonly replace: ModalView }
  | { readonly public: Message };

/** A submit's answer: nothing closes the modal; a view takes its place or lies on top. */
export type SubmitAnswer =
  | undefined
  | { readonly replace: ModalView }
  | { readonly push: ModalView }
  | { readonly note: Message };

/** One subcommand. `usage` names its arguments; without any, words after it mean something else was typed. */
export type Command<P> = {
  readonly command: string;
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  readonly example: string;
  readonly run: (parts: P, acting: Acting, text: string) => Promise<Answer>;
};

/** A slash command as the manifest declares it, and what its text means when it is no subcommand. */
export type SlashCommand<P> = {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  /** Left out, anything unknown answers with help. */
  readonly otherwise?: (parts: P, acting: Acting, text: string) => Promise<Answer>;
};

/** A message that a shortcut, a button or a reaction points at. */
export type MessageRef = {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly user: string | undefined;
  readonly text: string;
};

/** A shortcut as the manifest declares it. */
export type Shortcut<P> = {
  readonly id: string;
  readonly type: 'message' | 'global';
  readonly name: string;
  readonly description: string;
  readonly run: (parts: P, acting: Acting, message: MessageRef | undefined) => Promise<Answer>;
};

/** A press of a button or a choice in a menu. */
export type Press = {
  readonly value: string;
  /** The message that holds the button; undefined in a modal and the Home tab. */
  readonly message:
    | { readonly channel: string; readonly ts: string; readonly threadTs: string | undefined }
    | undefined;
  /** The modal that holds the button. */
  readonly view: { readonly id: string; readonly about: string; readonly entered: Entered } | undefined;
};
export type PressHandler<P> = (parts: P, acting: Acting, press: Press) => Promise<Answer>;

/** A submit of a modal; `about` is the id that the modal was made with. */
export type Submit = { readonly about: string; readonly entered: Entered; readonly viewId: string };
export type SubmitHandler<P> = (parts: P, acting: Acting, submit: Submit) => Promise<SubmitAnswer>;

/** An event, after it has been kept: it may come twice, so what it does must be harmless the second time. */
export type Event = {
  readonly workspace: string;
  readonly id: string;
  readonly type: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly botUser: string;
};
export type EventHandler<P> = (parts: P, event: Event) => Promise<void>;

/** Everything that people can do in Slack, gathered from the features. */
export type Entries<P> = {
  readonly slashCommands: readonly SlashCommand<P>[];
  readonly commands: readonly Command<P>[];
  readonly shortcuts: readonly Shortcut<P>[];
  readonly presses: ReadonlyMap<string, PressHandler<P>>;
  readonly submits: ReadonlyMap<string, SubmitHandler<P>>;
  readonly events: ReadonlyMap<string, readonly EventHandler<P>[]>;
};

export type { Blocks };
