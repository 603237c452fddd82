import type { Entered } from '../../slack/answers.ts';
import {
  type Blocks,
  button,
  context,
  header,
  type Message,
  type ModalView,
  modal,
  person,
  plain,
  section,
  sectionWith,
} from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import { dateField, FIELD_LIMIT, selectField, textField } from '../../slack/inputs.ts';
import { codePoints, escapeText, oneLine, shorten } from '../../slack/text.ts';
import type { Product } from '../products/index.ts';
import { type Release, releaseName } from '../releases/index.ts';
import { type Decision, type DecisionText, isKind, KINDS } from './decision.ts';

/** The modal "Record a decision", and the button that opens it. */
export const DECIDE = 'decisions.decide';

/** Names what a decision is about, for a modal or a button. */
export const subjectOf = (product: string, release: string | null | undefined): string =>
  release ? `${product} ${release}` : product;

/** Reads what `subjectOf` wrote. */
export function toSubject(about: string): { product: string; release: string | undefined } {
  const [product = '', release] = about.split(' ');
  return { product, release };
}

/** How the thing decided about is named: the release, or the whole product. */
export const subjectName = (
  product: string,
  release: Pick<Release, 'version' | 'title'> | undefined,
): string => (release ? releaseName(release) : product);

const kinds = KINDS.map((kind) => ({ label: kind, value: kind }));

export const decisionModal = (
  product: Pick<Product, 'id' | 'name' | 'announceChannel'>,
  release: Release | undefined,
): ModalView =>
  modal({
    id: DECIDE,
    title: 'Record a decision',
    submit: 'Record',
    about: subjectOf(product.id, release?.id),
    blocks: [
      context(
        `About ${escapeText(subjectName(product.name, release))}. It goes into the logbook${product.announceChannel ? ' and the announcement channel' : ''}.`,
      ),
      selectField('kind', 'Decision', kinds),
      textField('why', 'Why', { lines: true, hint: 'What you know now that led to it.' }),
      textField('risks', 'Risks', {
        lines: true,
        optional: true,
        hint: 'What may go wrong, and how you would notice.',
      }),
      dateField('review_on', 'Review on', {
        optional: true,
        hint: 'Herald brings it up again on this day.',
      }),
    ],
  });

const tooLong = (text: string): string =>
  `At most ${FIELD_LIMIT.toLocaleString('en')} characters; this has ${codePoints(text).toLocaleString('en')}.`;

/** Reads the modal; all problems are said at once, each at its field. */
export function readDecision(entered: Entered): DecisionText {
  const kind = entered.one('kind');
  const why = entered.one('why') ?? '';
  const risks = entered.one('risks') ?? '';
  const reviewOn = entered.one('review_on') ?? null;
  const problems: Record<string, string> = {};
  if (why === '') problems['why'] = 'Say why. One sentence is enough.';
  if (codePoints(why) > FIELD_LIMIT) problems['why'] = tooLong(why);
  if (codePoints(risks) > FIELD_LIMIT) problems['risks'] = tooLong(risks);
  if (reviewOn !== null && !/^\d{4}-\d{2}-\d{2}$/.test(reviewOn)) problems['review_on'] = 'Choose a day.';
  if (!isKind(kind) || Object.keys(problems).length > 0)
    throw new RefusedFields(isKind(kind) ? problems : { kind: 'Choose what was decided.', ...problems });
  return { kind, why, risks, reviewOn };
}

/** A field of the card; text that escaping would make too long for one paragraph of mrkdwn stands as it is. */
const words = (label: string, text: string): Blocks =>
  escapeText(text).length < FIELD_LIMIT - label.length - 3
    ? [section(`*${label}*\n${escapeText(text)}`)]
    : [section(`*${label}*`), { type: 'section', text: plain(text) }];

/** A decision as it stands in the announcement channel. */
export function decisionCard(
  product: string,
  decision: Decision,
  release: Pick<Release, 'version' | 'title'> | undefined,
): Message {
  const title = `${decision.kind}: ${subjectName(product, release)}`;
  const brief = (text: string): string => escapeText(shorten(oneLine(text), 1000));
  const review = decision.reviewOn ? ` Review on ${decision.reviewOn}.` : '';
  const risks = decision.risks ? ` Risks: ${brief(decision.risks)}` : '';
  return {
    text: `${escapeText(title)}, decided by ${person(decision.by)}. Why: ${brief(decision.why)}${risks}${review}`,
    blocks: [
      header(title),
      ...words('Why', decision.why),
      ...(decision.risks ? words('Risks', decision.risks) : []),
      context(
        `${escapeText(product)} · decided by ${person(decision.by)}${review && ` ·${review.slice(0, -1)}`}`,
      ),
    ],
  };
}

/** What is due for review, each with a button that records how it stands now. */
export const reviewsDue = (product: string, due: readonly { decision: Decision; name: string }[]): Blocks => [
  section(`*Decisions due for review in ${escapeText(product)}*`),
  ...due.map(({ decision, name }) =>
    sectionWith(
      `${decision.kind}: ${escapeText(name)}, due ${decision.reviewOn}\n${escapeText(shorten(oneLine(decision.why), 150))}`,
      button('Review', `${DECIDE}/${decision.id}`, subjectOf(decision.product, decision.release)),
    ),
  ),
];

/** What the person who decided hears when the card cannot be posted. */
export const NOT_POSTED = {
  what: 'Your decision',
  rest: 'It is recorded all the same and stands in the logbook.',
} as const;
