import type { Message } from '../slack/blocks.ts';

/** A message that should stand in Slack: the same key is the same message, posted once and then edited in place. */
export type MessagePublication = {
  readonly kind: 'message';
  readonly key: string;
  /** A channel, or a person for their direct messages. */
  readonly to: string;
  /** The message that this one answers: another publication, or any message by its timestamp. */
  readonly thread?: { readonly key: string } | { readonly ts: string };
  readonly message: Message;
  /** What it belongs to, so that its progress can be counted. */
  readonly group?: string;
  /** Who is told when it cannot stand. */
  readonly asker?: string;
  /** Milliseconds since 1970, UTC; not sent earlier. */
  readonly notBefore?: number;
  /** Before everything that is not; for what a person is waiting to see. */
  readonly urgent?: boolean;
};

/** A file that should be brought up to date in a product's repository; its text is drawn when it is written. */
export type DocumentPublication = {
  readonly kind: 'document';
  readonly product: string;
  /** Below the documents folder. */
  readonly path: string;
  /** What happened, for the commit message: "announce 1.4.0". */
  readonly why: string;
};

/** What should stand in Slack or in the repository for a record. */
export type Publication = MessagePublication | DocumentPublication;

/** A publication's way: waiting, on the wire, standing; or failed for good, with the reason. */
export type PublicationState = 'pending' | 'sending' | 'standing' | 'failed';

/** A file as a feature draws it: its managed sections, and what a new file begins with. */
export type DrawnDocument = {
  readonly sections: readonly { readonly id: string; readonly text: string }[];
  /** The text of a new file around its sections; people may change it afterwards. */
  readonly heading: string;
  /** Where a new section goes among those that stand: newest first, or at the end. */
  readonly placement: 'first' | 'last';
  /** The keys of the front matter that are Herald's; other keys are people's. */
  readonly frontMatter?: Readonly<Record<string, FrontMatterValue>>;
};
export type FrontMatterValue = string | number | null | readonly string[];
