import type { DocumentPublication, MessagePublication, Publication } from '../../outbox/publication.ts';
import { summaryPublication } from '../releases/index.ts';
import { type Bug, bugName } from './bug.ts';
import { BUG_LIST } from './file.ts';
import { cardMessage, refusedMessage } from './views.ts';
import { answeredMessage, askMessage, fixedMessage, reopenedMessage } from './views-fix.ts';

/** A bug with the number of the one that it is the same as. */
export type Drawn = { readonly bug: Bug; readonly original: number | undefined };

const CARD = /^bug:([^:]+):card$/;

/** The bug whose card has this key; undefined for other publications. */
export const bugOfCard = (key: string): string | undefined => CARD.exec(key)?.[1];

const inThread = (bug: Bug): Pick<MessagePublication, 'kind' | 'to' | 'thread'> => ({
  kind: 'message',
  to: bug.place,
  ...(bug.thread ? { thread: { ts: bug.thread } } : {}),
});

const document = (bug: Bug, path: string, why: string): DocumentPublication => ({
  kind: 'document',
  product: bug.product,
  path,
  why,
});

/** The files that tell of a bug; `deed` is a verb: "triage". */
export const bugDocuments = (bug: Bug, deed: string): DocumentPublication[] => [
  document(bug, bug.path, `${deed} ${bugName(bug)}`),
  document(bug, BUG_LIST, `${deed} ${bugName(bug)}`),
  summaryPublication(bug.product, `${deed} ${bugName(bug)}`),
];

/** Everything that should stand for a bug: its card in the thread, and its files. */
export const bugPublications = ({ bug, original }: Drawn, deed: string): Publication[] => [
  {
    ...inThread(bug),
    key: `bug:${bug.id}:card`,
    message: cardMessage(bug, original),
    asker: bug.flags[0]?.person ?? '',
    urgent: true,
  },
  ...bugDocuments(bug, deed),
];

/** The key of the question that one reporter was asked after a fix. */
export const askKey = (bug: Pick<Bug, 'id' | 'fixes'>, person: string): string =>
  `bug:${bug.id}:fixed:${bug.fixes}:${person}`;

/** What the thread hears of a fix, with how many say that it is solved. */
export const fixedPublication = (bug: Bug): MessagePublication => ({
  ...inThread(bug),
  key: `bug:${bug.id}:fixed:${bug.fixes}`,
  message: fixedMessage(bug),
});

/** The question to each person who reported it, in their direct messages. */
export const askPublications = (bug: Bug, people: readonly string[]): MessagePublication[] =>
  people
    .filter((person) => person !== bug.place)
    .map((person) => ({
      kind: 'message',
      key: askKey(bug, person),
      to: person,
      message: askMessage(bug),
      group: `bug:${bug.id}:fixed:${bug.fixes}`,
    }));

/** A question that was answered. */
export const answeredPublication = (bug: Bug, person: string, solved: boolean): MessagePublication => ({
  kind: 'message',
  key: askKey(bug, person),
  to: person,
  message: answeredMessage(bug, solved),
});

/** What the thread hears when somebody says that a fix did not help them. */
export const reopenedPublication = (bug: Bug, person: string): MessagePublication => ({
  ...inThread(bug),
  key: `bug:${bug.id}:reopened:${bug.fixes}`,
  message: reopenedMessage(bug, person),
});

/** What a person hears whose flag could not be heeded. */
export const refusedPublication = (user: string, source: string, reason: string): MessagePublication => ({
  kind: 'message',
  key: `bug:refused:${source}:${user}`,
  to: user,
  message: refusedMessage(reason),
});
