import { section } from '../slack/blocks.ts';
import type { Entries } from '../slack/entry.ts';
import type { EventHandler, Feature, Parts, Viewer } from './feature.ts';

const only = <T>(into: Map<string, T>, more: Readonly<Record<string, T>> | undefined, what: string): void => {
  for (const [name, value] of Object.entries(more ?? {})) {
    if (into.has(name)) throw new Error(`Two features handle the ${what} "${name}".`);
    into.set(name, value);
  }
};

/** Slack's most blocks in a Home tab. */
const MOST_BLOCKS = 100;

/** Draws the Home tab from every feature's part. */
export async function drawHome(features: readonly Feature[], parts: Parts, viewer: Viewer) {
  const drawn = await Promise.all(features.map((feature) => feature.home?.(parts, viewer) ?? []));
  const blocks = drawn
    .filter((part) => part.length > 0)
    .flatMap((part, at) => (at === 0 ? part : [{ type: 'divider' as const }, ...part]));
  const empty = section(
    '*Welcome to Herald.* Type `/release new` to prepare a release, or `/release help` to see what Herald can do.',
  );
  return { type: 'home' as const, blocks: blocks.length > 0 ? blocks.slice(0, MOST_BLOCKS) : [empty] };
}

const homeOpened =
  (features: readonly Feature[]): EventHandler =>
  async (parts, { workspace, event }) => {
    const user = event['user'];
    if (typeof user !== 'string' || event['tab'] === 'messages') return;
    const view = await drawHome(features, parts, { workspace, user });
    await parts.api.call(workspace, 'views.publish', { user_id: user, view });
  };

const removed: EventHandler = async (parts, { workspace }) => parts.workspaces.remove(workspace);

/** Gathers everything that people can do in Slack from the features. */
export function entriesOf(features: readonly Feature[]): Entries<Parts> {
  const presses = new Map();
  const submits = new Map();
  const events = new Map<string, EventHandler[]>([
    ['app_home_opened', [homeOpened(features)]],
    ['app_uninstalled', [removed]],
  ]);
  for (const feature of features) {
    only(presses, feature.presses, 'button');
    only(submits, feature.submits, 'modal');
    for (const [type, handler] of Object.entries(feature.events ?? {}))
      events.set(type, [...(events.get(type) ?? []), handler]);
  }
  return {
    slashCommands: features.flatMap((feature) => feature.slashCommands ?? []),
    commands: features.flatMap((feature) => feature.commands ?? []),
    shortcuts: features.flatMap((feature) => feature.shortcuts ?? []),
    presses,
    submits,
    events,
  };
}

/** What the Home tab and the receiving of events need beside the features. */
export const platformScopes: readonly string[] = ['commands', 'chat:write', 'im:write', 'im:history'];

/** The events that the Home tab and the keeping of installations need. */
export const platformEvents: readonly string[] = ['app_home_opened', 'app_uninstalled'];
