import type { feedbackTables } from './table.ts';

/** What a piece of feedback is about, as people choose it. */
export type About = 'Performance' | 'Usability' | 'Value' | 'Something else';
export const ABOUTS: readonly About[] = ['Performance', 'Usability', 'Value', 'Something else'];

/** How a piece of feedback reached Herald. */
export type FeedbackSource = 'thread' | 'modal' | 'command' | 'shortcut' | 'dm' | 'interview';

/** One piece of what people said, whatever its source. */
export type FeedbackItem = ReturnType<typeof feedbackTables>['feedback']['$inferSelect'];

/** What is known of a piece of feedback when it arrives. */
export type NewFeedback = Pick<
  FeedbackItem,
  'workspace' | 'product' | 'release' | 'person' | 'text' | 'source' | 'sourceId'
> &
  Partial<Pick<FeedbackItem, 'about' | 'link' | 'quotable' | 'speaker'>>;

/** The source id of a message: the same for a thread reply, a direct message and a shortcut on it. */
export const messageSource = (channel: string, ts: string): string => `${channel}:${ts}`;

const GREETINGS =
  /^(help|\?+|hi|hello|hey|hallo|start|commands?|menu|thanks|thank you|thx|ok(ay)?|test|ping)[\s.,!?]*$/i;
const COMMANDS = /^\/?(release|survey|feedback|bugs)(\s+[a-z]+(\s+v?\d[\w.+-]*)?)?$/i;
const COMMAND_WORDS =
  /^(\/|(release|survey|feedback|bugs)(\s+(help|setup|new|notes|check|decide|deploy|announce|promote|withdraw|status|digest|remind|list|results|close|export|interview|themes|triage)\b|$))/i;

/** Whether a direct message talks to Herald, like "help" or "release status", instead of saying something about the product. */
export const isTalk = (text: string): boolean => {
  const said = text.trim();
  return GREETINGS.test(said) || (COMMANDS.test(said) && COMMAND_WORDS.test(said));
};

/** What was noted in an interview, each quote an item of its own. */
export type Interview = {
  readonly who: string;
  readonly notes: string;
  readonly quotes: readonly string[];
  readonly quotable: boolean;
};

/** The items of an interview: the notes, and each quote. Only a quote may be quoted. */
export const interviewItems = (
  interview: Interview,
  from: Pick<NewFeedback, 'workspace' | 'product' | 'release' | 'sourceId'>,
): NewFeedback[] => {
  const item = (text: string, part: string, quotable: boolean): NewFeedback => ({
    ...from,
    person: null,
    speaker: interview.who,
    text,
    source: 'interview',
    sourceId: `${from.sourceId}:${part}`,
    quotable,
  });
  return [
    ...(interview.notes ? [item(interview.notes, 'notes', false)] : []),
    ...interview.quotes.map((quote, at) => item(quote, `quote ${at + 1}`, interview.quotable)),
  ];
};
