import type { Acting, Answer, Command, Parts, PressHandler, SubmitHandler } from '../feature.ts';
import { mustHold } from '../people/index.ts';
import { type Product, productById, withProduct } from '../products/index.ts';
import { addReminder, snooze, stop } from './change.ts';
import { reminderStore } from './store.ts';
import {
  changedNote,
  listMessage,
  NEW_REMINDER,
  newReminderModal,
  OPEN_NEW,
  readReminder,
  SNOOZE,
  STOP,
} from './views.ts';

const list = async (parts: Parts, acting: Acting, product: Product): Promise<Answer> => ({
  note: listMessage(product, await reminderStore(parts.db, acting.workspace).standing(product.id)),
});

const openNew: PressHandler = async (parts, acting, { value }) => {
  const product = await productById(parts, acting.workspace, value);
  await mustHold(parts, acting.workspace, product.roles, 'set a reminder', acting.user);
  return { modal: newReminderModal(product.id, product.timezone) };
};

const submitNew: SubmitHandler = async (parts, acting, { about, entered }) => {
  const product = await productById(parts, acting.workspace, about);
  return {
    note: changedNote(
      await addReminder(parts, acting, product, readReminder(entered, product.timezone, parts.clock.now())),
    ),
  };
};

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'remind',
    usage: '',
    does: 'Shows the reminders, to put off, to stop, and to add one.',
    example: '/release remind',
    run: withProduct(list),
  },
];
export const presses: Record<string, PressHandler> = {
  [OPEN_NEW]: openNew,
  [SNOOZE]: async (parts, acting, { value }) => ({ note: changedNote(await snooze(parts, acting, value)) }),
  [STOP]: async (parts, acting, { value }) => ({ note: changedNote(await stop(parts, acting, value)) }),
};
export const submits = { [NEW_REMINDER]: submitNew };
