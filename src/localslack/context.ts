import type { Events } from './deliver/events.ts';
import type { Sender } from './deliver/sender.ts';
import type { World } from './world/world.ts';

/** What every part of the stand-in works with: its memory and its lines to the app. */
export interface Context {
  world: World;
  sender: Sender;
  events: Events;
}
