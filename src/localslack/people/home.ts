import type { Obj } from '../json.ts';
import { objs } from '../json.ts';
import { namesOf } from '../text/names.ts';
import { visibleBlocks } from '../text/visible.ts';
import type { ViewRecord } from '../world/records.ts';
import type { Actor } from './act.ts';
import { findButton, findElement, findOption } from './labels.ts';
import type { Outcome } from './outcome.ts';
import { actOnView, chosenState } from './press.ts';

/** The app's Home tab as one person sees it. */
export class Home {
  private readonly actor: Actor;
  private readonly current: () => ViewRecord | undefined;

  constructor(actor: Actor, current: () => ViewRecord | undefined) {
    this.actor = actor;
    this.current = current;
  }

  get blocks(): Obj[] {
    return objs(this.current()?.payload.blocks);
  }

  /** All that the person reads on it; empty when the app published nothing. */
  get visibleText(): string {
    return visibleBlocks(this.blocks, namesOf(this.actor.team));
  }

  /** Presses a button on it. */
  press(label: string, options: { value?: string; wait?: number } = {}): Promise<Outcome> {
    const target = findButton(this.actor.team, this.blocks, label, options.value);
    return actOnView(this.actor, this.view(), target, {}, options.wait);
  }

  /** Chooses an option of a menu on it. */
  choose(label: string, option: string): Promise<Outcome> {
    const target = findElement(this.actor.team, this.blocks, label);
    const state = chosenState(target.element, [findOption(this.actor.team, target.element, option)]);
    return actOnView(this.actor, this.view(), target, state);
  }

  private view(): ViewRecord {
    const view = this.current();
    if (!view) throw new Error('The app has published no Home tab.');
    return view;
  }
}
