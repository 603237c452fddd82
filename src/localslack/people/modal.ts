import { type Obj, objs, str } from '../json.ts';
import { namesOf } from '../text/names.ts';
import { textObject, visibleBlocks } from '../text/visible.ts';
import { ClientRefusal } from '../world/error.ts';
import type { ViewRecord } from '../world/records.ts';
import { initialState, stateValue } from '../world/state.ts';
import { stackOf } from '../world/views.ts';
import type { Actor } from './act.ts';
import { dateState, typedState } from './entry.ts';
import { findButton, findElement, findOption, type Labelled, words } from './labels.ts';
import type { Outcome } from './outcome.ts';
import { externalState, type Pickable, pickedState } from './pick.ts';
import { actOnView, chosenState } from './press.ts';
import { closeModal, type Submitted, submitModal } from './submit.ts';

type Pick = Pickable | string;

/** A modal as the person in front of it sees and fills it. */
export class Modal {
  readonly view: ViewRecord;
  private readonly actor: Actor;

  constructor(actor: Actor, view: ViewRecord) {
    this.actor = actor;
    this.view = view;
  }

  get title(): string {
    return words(this.actor.team, this.view.payload.title);
  }
  get submitLabel(): string {
    return words(this.actor.team, this.view.payload.submit);
  }
  get blocks(): Obj[] {
    return objs(this.view.payload.blocks);
  }
  /** Whether it is still in front of the person. */
  get open(): boolean {
    return stackOf(this.actor.team, this.view.userId).includes(this.view);
  }
  get privateMetadata(): string {
    return str(this.view.payload.private_metadata);
  }

  /** The labels of its inputs, in order. */
  get labels(): string[] {
    return this.blocks
      .filter((block) => block.type === 'input')
      .map((block) => words(this.actor.team, block.label));
  }

  /** All that the person reads in it. */
  get visibleText(): string {
    return [this.title, visibleBlocks(this.blocks, namesOf(this.actor.team)), this.submitLabel]
      .filter(Boolean)
      .join('\n');
  }

  /** The labels of the options at an input. */
  options(label: string): string[] {
    const { element } = this.find(label);
    const all = [
      ...objs(element.options),
      ...objs(element.option_groups).flatMap((group) => objs(group.options)),
    ];
    return all.map((option) => words(this.actor.team, option.text));
  }

  /** What an input holds now: text, a date, option labels joined by commas, or names of channels and people. */
  value(label: string): string {
    const target = this.find(label);
    const value = stateValue(this.stateOf(target) ?? {});
    return (Array.isArray(value) ? value : [value]).map((one) => this.shown(one)).join(', ');
  }

  /** Types into a text input. */
  fill(label: string, text: string): Promise<Outcome | undefined> {
    const target = this.find(label);
    return this.enter(target, typedState(target.element, text));
  }

  /** Chooses by option label in a select, radio buttons or checkboxes; a list replaces what was chosen. */
  choose(label: string, option: string | string[]): Promise<Outcome | undefined> {
    const target = this.find(label);
    const options = [option].flat().map((one) => findOption(this.actor.team, target.element, one));
    return this.enter(target, chosenState(target.element, options));
  }

  /** Picks conversations or people; in an external menu the app is asked for what it offers. */
  async pick(label: string, picks: Pick | Pick[]): Promise<Outcome | undefined> {
    const target = this.find(label);
    const named = [picks].flat().map((pick) => (typeof pick === 'string' ? this.named(target, pick) : pick));
    const isExternal = str(target.element.type).endsWith('external_select');
    const state = isExternal
      ? await externalState(this.actor, this.view, target, named)
      : pickedState(this.actor, target.element, named);
    return this.enter(target, state);
  }

  /** Picks a date (2026-12-01), a time (09:00) or a moment (unix seconds). */
  date(label: string, value: string): Promise<Outcome | undefined> {
    const target = this.find(label);
    return this.enter(target, dateState(target.element, value));
  }

  /** Empties an input. */
  clear(label: string): Promise<Outcome | undefined> {
    const target = this.find(label);
    const {
      initial_value: _v,
      initial_option: _o,
      initial_options: _os,
      initial_date: _d,
      initial_time: _t,
      ...rest
    } = target.element;
    const blank = Object.entries(initialState(rest) ?? {}).map(([key, value]) => [
      key,
      key.startsWith('selected') ? (Array.isArray(value) ? [] : null) : value,
    ]);
    return this.enter(target, Object.fromEntries(blank));
  }

  /** Presses a button inside the modal. */
  press(label: string, options: { value?: string; wait?: number } = {}): Promise<Outcome> {
    this.refuseClosed();
    const target = findButton(this.actor.team, this.blocks, label, options.value);
    return actOnView(this.actor, this.view, target, {}, options.wait);
  }

  /** Submits it; Slack's own client first complains about what is missing. */
  async submit(): Promise<Submitted> {
    this.refuseClosed();
    return submitModal(this.actor, this.view);
  }

  /** Closes it with its close button, or all of the stack with the X. */
  async close(options: { all?: boolean } = {}): Promise<void> {
    this.refuseClosed();
    await closeModal(this.actor, this.view, options.all === true);
  }

  private find(label: string): Labelled {
    this.refuseClosed();
    return findElement(this.actor.team, this.blocks, label);
  }

  private refuseClosed(): void {
    const top = stackOf(this.actor.team, this.view.userId).at(-1);
    if (top !== this.view)
      throw new ClientRefusal(`The modal "${this.title}" is not in front of ${this.actor.user.name}.`);
  }

  private stateOf({ block, element }: Labelled): Obj | undefined {
    const key = `${str(block.block_id)}\n${str(element.action_id)}`;
    return this.view.entered.get(key) ?? initialState(element, this.view.origin);
  }

  private async enter(target: Labelled, state: Obj): Promise<Outcome | undefined> {
    const { block, element } = target;
    this.view.entered.set(`${str(block.block_id)}\n${str(element.action_id)}`, state);
    const dispatches = block.type !== 'input' || block.dispatch_action === true;
    return dispatches ? actOnView(this.actor, this.view, target, state) : undefined;
  }

  private named({ element }: Labelled, name: string): Pickable {
    const { team } = this.actor;
    if (str(element.type).endsWith('external_select')) return { id: name, name };
    const bare = name.replace(/^[#@]/, '');
    const channel = [...team.conversations.values()].find((one) => one.name === bare);
    const user = [...team.users.values()].find((one) => one.name === bare || one.realName === bare);
    const id = name.startsWith('@') ? user?.id : (channel?.id ?? user?.id);
    if (!id) throw new ClientRefusal(`Nothing is called "${name}".`);
    return { id, name };
  }

  private shown(value: unknown): string {
    const { team } = this.actor;
    const names = namesOf(team);
    if (value === null || value === undefined) return '';
    if (typeof value !== 'object') {
      const id = String(value);
      return team.users.has(id) ? names.user(id) : team.conversations.has(id) ? names.channel(id) : id;
    }
    const one = Object.fromEntries(Object.entries(value));
    return one.type === 'rich_text' ? visibleBlocks([one], names) : textObject(one.text, names);
  }
}
