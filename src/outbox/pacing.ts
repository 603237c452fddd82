import type { Clock } from '../clock.ts';

/** Milliseconds between two posts to one channel: Slack asks for about one a second, and tolerates bursts. */
const CHANNEL_GAP = 1000;
/** Milliseconds between any two posts in a workspace: where pacing starts, and its bounds. */
const GAP = { start: 60, least: 40, most: 2000 };

/**
 * When the next message may go out. A workspace's rate is found by trying, because Slack does not publish it: it
 * halves when Slack says no and creeps up while Slack says yes. A refusal pauses only what it names.
 */
export function openPacing(clock: Clock) {
  const workspaces = new Map<string, { gap: number; free: number }>();
  const channels = new Map<string, number>();
  const paused = new Map<string, number>();
  const of = (workspace: string) => {
    const known = workspaces.get(workspace) ?? { gap: GAP.start, free: 0 };
    workspaces.set(workspace, known);
    return known;
  };
  return {
    /** Milliseconds to wait before this may be sent. */
    wait(workspace: string, method: string, destination: string): number {
      const free = Math.max(
        of(workspace).free,
        channels.get(`${workspace}:${destination}`) ?? 0,
        paused.get(`${workspace}:${method}`) ?? 0,
      );
      return Math.max(0, free - clock.now());
    },
    /** Something goes out now. */
    sent(workspace: string, destination: string): void {
      const now = clock.now();
      const state = of(workspace);
      state.free = Math.max(now, state.free) + state.gap;
      if (channels.size > 10_000) for (const [key, free] of channels) if (free <= now) channels.delete(key);
      channels.set(`${workspace}:${destination}`, now + CHANNEL_GAP);
    },
    /** Slack took it. */
    accepted(workspace: string): void {
      const state = of(workspace);
      state.gap = Math.max(GAP.least, state.gap * 0.95);
    },
    /** Slack asked to wait, in milliseconds. */
    refused(workspace: string, method: string, retryAfter: number): void {
      const state = of(workspace);
      const key = `${workspace}:${method}`;
      // Posts that were on the wire together are refused together: that is one refusal.
      if ((paused.get(key) ?? 0) <= clock.now()) state.gap = Math.min(GAP.most, state.gap * 2);
      paused.set(key, Math.max(paused.get(key) ?? 0, clock.now() + retryAfter));
    },
  };
}
export type Pacing = ReturnType<typeof openPacing>;
