import { say } from '../../slack/blocks.ts';
import { Refused } from '../../slack/errors.ts';
import { help } from '../../slack/help.ts';
import { shorten } from '../../slack/text.ts';
import { REPORT_BUG } from '../announcements/index.ts';
import type {
  Acting,
  Answer,
  Command,
  Parts,
  PressHandler,
  Shortcut,
  SlashCommand,
  SubmitHandler,
} from '../feature.ts';
import { type Product, withProduct } from '../products/index.ts';
import { type Bug, bugNumber } from './bug.ts';
import { bugById, drawn } from './change.ts';
import {
  REPORT,
  readReport,
  readSame,
  readTriage,
  reportModal,
  SAME_BUG,
  sameModal,
  TRIAGE_BUG,
  triageModal,
  WALK,
} from './modals.ts';
import { aboutAnnouncement, aboutReported, reportBug } from './report.ts';
import { answerSolved } from './solved.ts';
import { bugStore } from './store.ts';
import { callNone, callSame, triageBug, triagedBug, untriaged } from './triage.ts';
import { ALL_TRIAGED, bugNote, listMessage, NO_OTHER, NOT_A_BUG, SAME_AS, TRIAGE } from './views.ts';
import { answerNote, SOLVED, UNSOLVED } from './views-fix.ts';

async function list(parts: Parts, acting: Acting, product: Product): Promise<Answer> {
  return { note: listMessage(product.name, await bugStore(parts.db, acting.workspace).all(product.id)) };
}

async function show(parts: Parts, acting: Acting, product: Product, number: number): Promise<Answer> {
  const store = bugStore(parts.db, acting.workspace);
  const bug = await store.byNumber(product.id, number);
  if (!bug) throw new Refused(`${product.name} has no BUG-${number}. /bugs lists those it has.`);
  return { note: bugNote(bug, (await drawn(parts, bug)).original, await store.history(bug.id)) };
}

/** The triage modal of one bug among those that wait. */
async function walkModal(parts: Parts, bug: Bug, waiting: readonly Bug[]) {
  const at = waiting.findIndex((one) => one.id === bug.id);
  const walk = {
    at: at + 1,
    of: waiting.length,
    before: waiting[at - 1]?.id,
    after: waiting[at + 1]?.id,
  };
  return triageModal(bug, (await drawn(parts, bug)).original, at < 0 ? undefined : walk);
}

async function walk(parts: Parts, acting: Acting, product: Product): Promise<Answer> {
  const waiting = await untriaged(parts, acting.workspace, product.id);
  const [first] = waiting;
  return first ? { modal: await walkModal(parts, first, waiting) } : { note: say(ALL_TRIAGED) };
}

const pressWalk: PressHandler = async (parts, acting, { value }) => {
  const bug = await bugById(parts, acting.workspace, value);
  const waiting = await untriaged(parts, acting.workspace, bug.product);
  return { replace: await walkModal(parts, bug, waiting) };
};

const pressTriage: PressHandler = async (parts, acting, { value }) => {
  const bug = await bugById(parts, acting.workspace, value);
  return { modal: triageModal(bug, (await drawn(parts, bug)).original) };
};

const submitTriage: SubmitHandler = async (parts, acting, { about, entered }) => {
  const entry = readTriage(await triagedBug(parts, acting.workspace, about), entered);
  const { bug, walking } = await triageBug(parts, acting, about, entry);
  if (!walking) return undefined;
  const waiting = await untriaged(parts, acting.workspace, bug.product);
  const next = waiting.find((one) => one.number > bug.number) ?? waiting[0];
  return next ? { replace: await walkModal(parts, next, waiting) } : { note: say(ALL_TRIAGED) };
};

const pressNone: PressHandler = async (parts, acting, { value }) => {
  await callNone(parts, acting, value);
  return undefined;
};

const pressSame: PressHandler = async (parts, acting, { value }) => {
  const bug = await bugById(parts, acting.workspace, value);
  const likely = new Set(bug.alike.map((one) => one.number));
  const others = (await bugStore(parts.db, acting.workspace).all(bug.product))
    .filter((one) => one.id !== bug.id && one.status !== 'Withdrawn')
    .sort((a, b) => Number(likely.has(b.number)) - Number(likely.has(a.number)));
  if (others.length === 0) return { note: say(NO_OTHER) };
  return { modal: sameModal(bug, others) };
};

const submitSame: SubmitHandler = async (parts, acting, { about, entered }) => {
  await callSame(parts, acting, about, readSame(entered));
  return undefined;
};

const pressSolved =
  (solved: 'yes' | 'no'): PressHandler =>
  async (parts, acting, { value, message }) => {
    const bug = await answerSolved(parts, acting, value, solved);
    const direct = message?.channel.startsWith('D') ?? false;
    return direct ? undefined : { note: answerNote(bug, solved === 'yes') };
  };

const pressReport: PressHandler = async (parts, acting, press) => ({
  modal: reportModal(await aboutAnnouncement(parts, acting, press), ''),
});

const submitReport: SubmitHandler = async (parts, acting, { about, entered }) => {
  await reportBug(parts, acting, about, readReport(entered));
  return undefined;
};

const toSetup = withProduct(async () => undefined);

export const shortcuts: readonly Shortcut[] = [
  {
    id: 'bugs.report_message',
    type: 'message',
    name: 'Report a bug',
    description: 'Log what this message says as a bug.',
    run: async (parts, acting, message) => {
      if (!message) return undefined;
      const reported = await aboutReported(parts, acting, message);
      if (!reported) return toSetup(parts, acting, '');
      return { modal: reportModal(reported.about, reported.said) };
    },
  },
];

export const commands: readonly Command[] = [
  {
    command: '/bugs',
    name: '',
    usage: '[BUG-1]',
    does: 'Lists the open bugs; with a number, shows one.',
    example: '/bugs BUG-1',
    run: withProduct(list),
  },
  {
    command: '/bugs',
    name: 'triage',
    usage: '',
    does: 'Walks through those that nobody has looked at yet.',
    example: '/bugs triage',
    run: withProduct(walk),
  },
];

export const slashCommand: SlashCommand = {
  command: '/bugs',
  description: 'See what does not work, and say what becomes of it.',
  usageHint: 'BUG-1 | triage | help',
  otherwise: (parts, acting, text) => {
    const number = bugNumber(text);
    if (number !== undefined)
      return withProduct((_parts, _acting, product) => show(parts, acting, product, number))(
        parts,
        acting,
        text,
      );
    if (text.trim().toLowerCase() === 'list') return withProduct(list)(parts, acting, text);
    const unknown = shorten(text.trim().split(/\s+/)[0] ?? '', 60);
    return Promise.resolve({ note: help(slashCommand, commands, unknown) });
  },
};

export const presses = {
  [REPORT_BUG]: pressReport,
  [TRIAGE]: pressTriage,
  [NOT_A_BUG]: pressNone,
  [SAME_AS]: pressSame,
  [SOLVED]: pressSolved('yes'),
  [UNSOLVED]: pressSolved('no'),
  [WALK]: pressWalk,
};

export const submits = { [REPORT]: submitReport, [TRIAGE_BUG]: submitTriage, [SAME_BUG]: submitSame };
