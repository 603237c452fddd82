import type { Entered } from '../../slack/answers.ts';
import { context, type Message, type ModalView, modal, say } from '../../slack/blocks.ts';
import { Refused, RefusedFields } from '../../slack/errors.ts';
import { checkboxField, radioField, textField } from '../../slack/inputs.ts';
import { clean, escapeText } from '../../slack/text.ts';
import { ABOUTS, type About, type Interview } from './feedback.ts';

export const GIVE = 'feedback.give';
export const INTERVIEW = 'feedback.interview';

/** What the words about a piece of feedback need to know of its target. */
export type Named = {
  readonly product: { readonly name: string };
  readonly release: { readonly version: string } | undefined;
};

const nameOf = ({ product, release }: Named): string =>
  escapeText(release ? `${product.name} ${release.version}` : product.name);

const LONGER = 'Up to 3,000 characters. For more, send it to Herald as a direct message.';
const YES = [{ label: 'Yes', value: 'yes' }];

/** The modal "Give feedback". */
export const giveModal = (about: string, named: Named): ModalView =>
  modal({
    id: GIVE,
    title: 'Give feedback',
    submit: 'Send',
    about,
    blocks: [
      context(`For ${nameOf(named)}.`),
      textField('text', 'Your feedback', { lines: true, hint: LONGER }),
      radioField(
        'about',
        'About',
        ABOUTS.map((one) => ({ label: one, value: one })),
        { optional: true },
      ),
      checkboxField('anonymous', 'Stay anonymous', YES, {
        optional: true,
        hint: 'Herald then stores nothing that says who you are. Without it, your team sees your name.',
      }),
    ],
  });

const isAbout = (text: string | undefined): text is About => ABOUTS.some((about) => about === text);

/** Reads the modal "Give feedback". */
export function readGive(entered: Entered): { text: string; about: About | null; anonymous: boolean } {
  const text = entered.one('text');
  if (!text) throw new Refused('Write what you think, in a few words.', 'text');
  const about = entered.one('about');
  return {
    text,
    about: isAbout(about) ? about : null,
    anonymous: entered.many('anonymous').includes('yes'),
  };
}

/** The modal "Interview notes". */
export const interviewModal = (about: string, named: Named): ModalView =>
  modal({
    id: INTERVIEW,
    title: 'Interview notes',
    submit: 'Save',
    about,
    blocks: [
      context(`For ${nameOf(named)}.`),
      textField('who', 'Who', { most: 200, placeholder: 'Mira, support lead at Acme' }),
      textField('notes', 'Notes', { lines: true, optional: true }),
      textField('quotes', 'Quotes', {
        lines: true,
        optional: true,
        hint: 'One a line. Each is kept as a piece of feedback.',
      }),
      checkboxField('quotable', 'May be quoted', YES, {
        optional: true,
        hint: 'The quotes may then stand in the summary and the digest, without the name.',
      }),
    ],
  });

/** Reads the modal "Interview notes". */
export function readInterview(entered: Entered): Interview {
  const quotes = (entered.one('quotes') ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const notes = entered.one('notes') ?? '';
  const problems: Record<string, string> = {};
  const who = entered.one('who') ?? '';
  if (who === '') problems['who'] = 'Write who was interviewed.';
  if (notes === '' && quotes.length === 0) problems['notes'] = 'Write notes, or at least one quote.';
  if (Object.keys(problems).length > 0) throw new RefusedFields(problems);
  return { who, notes, quotes, quotable: entered.many('quotable').includes('yes') };
}

/** The answer to `/feedback some text`. */
export const keptNote = (named: Named): Message =>
  say(
    `Kept for ${nameOf(named)}. To choose what it is about or to stay anonymous, type \`/feedback\` alone.`,
  );

/** The answer to the shortcut "Save as feedback". */
export const savedNote = (named: Named, fresh: boolean): Message =>
  say(fresh ? `Saved as feedback for ${nameOf(named)}.` : 'This message is kept as feedback already.');

/** The reply to a direct message that was kept. */
export const keptReply = (named: Named): Message =>
  say(
    `Kept as feedback for ${nameOf(named)}. If you edit or delete your message, Herald follows. Type \`help\` to see what else it can do.`,
  );

/** The same reply after the person deleted their message. */
export const forgottenReply = (): Message =>
  say('You deleted this message. Herald does not keep it any more.');

/** The reply to a direct message that could not be kept, with what to do. */
export const notKeptReply = (reason: string): Message =>
  say(escapeText(`Herald could not keep this. ${reason}`));

export const NOT_SET_UP = 'There is no product yet. Type /release setup once, then send it again.';
export const NO_WORDS = 'Herald keeps words only. Write what you think beside the file.';

/** The reply to "help" in a direct message. */
export const helpReply = (): Message =>
  say(
    [
      'Write what you think of the product, and Herald keeps it as feedback. It can do more:',
      '• `/feedback` to stay anonymous, `/feedback interview` for interview notes',
      '• `/bugs` to see the bugs; react with :bug: to a message to log one',
      '• `/survey help` to ask people questions',
      '• `/release help` to announce a release and to see how it goes',
    ].join('\n'),
  );

/** Reads the words of a message; refuses one without any. */
export function wordsOf(text: string): string {
  const words = clean(text).trim();
  if (words === '') throw new Refused('This message has no words to keep.');
  return words;
}
