import { GIVE_FEEDBACK } from '../announcements/index.ts';
import type { Acting, Answer, Command, Parts, PressHandler, Shortcut, SubmitHandler } from '../feature.ts';
import { withProduct } from '../products/index.ts';
import { releaseById } from '../releases/index.ts';
import { interviewItems } from './feedback.ts';
import { keepAll, keepFeedback } from './keep.ts';
import { saveMessage } from './save.ts';
import { nameOf, type Target, targetHere, targetNamed } from './target.ts';
import {
  GIVE,
  giveModal,
  INTERVIEW,
  interviewModal,
  keptNote,
  readGive,
  readInterview,
  savedNote,
  wordsOf,
} from './views.ts';

const toSetup = withProduct(async () => undefined);

/** Runs for the target that is meant here; without a product the first use leads to setup. */
const withTarget =
  (run: (parts: Parts, acting: Acting, target: Target, text: string) => Promise<Answer>) =>
  async (parts: Parts, acting: Acting, text: string): Promise<Answer> => {
    const target = await targetHere(parts, acting);
    return target ? run(parts, acting, target, text) : toSetup(parts, acting, text);
  };

const openGive = withTarget(async (_parts, _acting, target) => ({
  modal: giveModal(nameOf(target), target),
}));

const openInterview = withTarget(async (_parts, _acting, target) => ({
  modal: interviewModal(nameOf(target), target),
}));

/** Keeps the words after `/feedback`; without any, opens the modal. */
export const keepTyped = withTarget(async (parts, acting, target, text) => {
  if (text.trim() === '') return { modal: giveModal(nameOf(target), target) };
  await keepFeedback(parts, {
    workspace: acting.workspace,
    product: target.product.id,
    release: target.release?.id ?? null,
    person: acting.user,
    text,
    source: 'command',
    sourceId: acting.once,
  });
  return { note: keptNote(target) };
});

const submitGive: SubmitHandler = async (parts, acting, { about, entered }) => {
  const given = readGive(entered);
  const target = await targetNamed(parts, acting.workspace, about);
  await keepFeedback(parts, {
    workspace: acting.workspace,
    product: target.product.id,
    release: target.release?.id ?? null,
    person: given.anonymous ? null : acting.user,
    text: given.text,
    about: given.about,
    source: 'modal',
    sourceId: acting.once,
  });
  return undefined;
};

const submitInterview: SubmitHandler = async (parts, acting, { about, entered }) => {
  const interview = readInterview(entered);
  const target = await targetNamed(parts, acting.workspace, about);
  const from = {
    workspace: acting.workspace,
    product: target.product.id,
    release: target.release?.id ?? null,
    sourceId: acting.once,
  };
  await keepAll(parts, interviewItems(interview, from));
  return undefined;
};

/** The button "Give feedback" on an announcement; its value is the release's id. */
const pressGive: PressHandler = async (parts, acting, { value }) => {
  const release = await releaseById(parts, acting.workspace, value);
  const target = await targetNamed(parts, acting.workspace, `${release.product} ${release.id}`);
  return { modal: giveModal(nameOf(target), target) };
};

export const commands: readonly Command[] = [
  {
    command: '/feedback',
    name: '',
    usage: '[what you think]',
    does: 'Keeps it at once; alone, opens a form where you can stay anonymous.',
    example: '/feedback the export is slow',
    run: openGive,
  },
  {
    command: '/feedback',
    name: 'interview',
    usage: '',
    does: 'Keeps the notes and quotes of an interview.',
    example: '/feedback interview',
    run: openInterview,
  },
];

export const shortcuts: readonly Shortcut[] = [
  {
    id: 'feedback.save',
    type: 'message',
    name: 'Save as feedback',
    description: 'Keep this message as feedback on the release.',
    run: async (parts, acting, message) => {
      if (!message) return undefined;
      const words = wordsOf(message.text);
      const target = await targetHere(parts, acting);
      if (!target) return toSetup(parts, acting, '');
      return { note: savedNote(target, await saveMessage(parts, acting, target, message, words)) };
    },
  },
  {
    id: 'feedback.open',
    type: 'global',
    name: 'Give feedback',
    description: 'Say what works for you and what does not.',
    run: (parts, acting) => openGive(parts, acting, ''),
  },
];

export const submits = { [GIVE]: submitGive, [INTERVIEW]: submitInterview };
export const presses = { [GIVE_FEEDBACK]: pressGive };
