import { actions, button, context, type Message, person, say, section } from '../../slack/blocks.ts';
import { escapeText } from '../../slack/text.ts';
import { answersOf, type Bug, bugName } from './bug.ts';

export const SOLVED = 'bugs.solved';
export const UNSOLVED = 'bugs.unsolved';

const askedButtons = (bug: Bug) =>
  actions(button('Yes', SOLVED, `${bug.id} ${bug.fixes}`), button('No', UNSOLVED, `${bug.id} ${bug.fixes}`));

const fixedLine = (bug: Bug): string =>
  `*${bugName(bug)} is fixed${bug.fixedIn ? ` in ${escapeText(bug.fixedIn)}` : ''}*  ${escapeText(bug.title)}`;

/** What the thread hears of a fix. */
export function fixedMessage(bug: Bug): Message {
  const { yes, no } = answersOf(bug);
  const said = yes + no > 0 ? `Solved for ${yes} of ${yes + no} who answered.` : '';
  const text = `${fixedLine(bug)}\nSolved for you?`;
  return {
    text,
    blocks: [
      section(text),
      ...(said ? [context(said)] : []),
      ...(bug.status === 'Fixed' ? [askedButtons(bug)] : []),
    ],
  };
}

/** What each reporter hears of a fix. */
export const askMessage = (bug: Bug): Message => {
  const text = `${fixedLine(bug)}\nYou reported it. Solved for you?`;
  return { text, blocks: [section(text), askedButtons(bug)] };
};

/** The same message after the reporter answered. */
export const answeredMessage = (bug: Bug, solved: boolean): Message =>
  say(
    solved
      ? `${bugName(bug)} is solved for you: ${escapeText(bug.title)}`
      : `${bugName(bug)} is not solved for you: ${escapeText(bug.title)}. Herald has told the thread.`,
  );

/** The note to somebody who answered in the thread. */
export const answerNote = (bug: Bug, solved: boolean): Message =>
  say(solved ? `Kept: ${bugName(bug)} is solved for you.` : `Kept: ${bugName(bug)} is not solved for you.`);

/** What the thread hears when a fix did not help somebody. */
export const reopenedMessage = (bug: Bug, by: string): Message =>
  say(`${person(by)} says that ${bugName(bug)} is not solved. It is open again: ${bug.status}.`);
