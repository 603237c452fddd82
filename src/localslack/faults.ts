/** How the next calls of a method go wrong. */
export interface Fault {
  /** HTTP status; 429 unless said otherwise when retryAfter is given. */
  status?: number;
  /** Slack's error code with status 200. */
  error?: string;
  /** Seconds in the Retry-After header. */
  retryAfter?: number;
  /** How many calls go wrong, one unless said otherwise. */
  times?: number;
  /** Take the call and never answer. */
  hang?: boolean;
  /** Apply the call, then cut the connection. */
  dropReply?: boolean;
  /** Answer with this text, such as a proxy's HTML page. */
  body?: string;
}

/** A limit on posting that Slack does not publish. */
export interface HiddenLimit {
  perSecond?: number;
  perChannelPerSecond?: number;
  retryAfter?: number;
}

const POSTING = /^chat\.(postMessage|update|postEphemeral|delete)$/;

/** What is to go wrong, on demand. */
export class Faults {
  private readonly planned: { method: string; fault: Fault; left: number }[] = [];
  private limits: HiddenLimit = {};
  private taken: { at: number; channel: string }[] = [];

  /** Lets the next calls of a method fail; `chat.*` and `*` name many. */
  fail(method: string, fault: Fault): void {
    this.planned.push({ method, fault, left: fault.times ?? 1 });
  }

  /** Sets the hidden limit on posting. */
  limit(limits: HiddenLimit): void {
    this.limits = limits;
    this.taken = [];
  }

  /** The fault that this call meets, if any. */
  take(method: string, channel: string): Fault | undefined {
    const entry = this.planned.find((one) => one.left > 0 && covers(one.method, method));
    if (entry) {
      entry.left -= 1;
      return entry.fault;
    }
    return POSTING.test(method) ? this.overLimit(channel) : undefined;
  }

  private overLimit(channel: string): Fault | undefined {
    const { perSecond, perChannelPerSecond, retryAfter = 1 } = this.limits;
    if (!perSecond && !perChannelPerSecond) return undefined;
    const now = performance.now();
    this.taken = this.taken.filter((one) => now - one.at < 1000);
    const inChannel = this.taken.filter((one) => one.channel === channel).length;
    const full =
      this.taken.length >= (perSecond ?? Infinity) || inChannel >= (perChannelPerSecond ?? Infinity);
    if (full) return { retryAfter };
    this.taken.push({ at: now, channel });
    return undefined;
  }
}

function covers(pattern: string, method: string): boolean {
  return (
    pattern === '*' ||
    pattern === method ||
    (pattern.endsWith('.*') && method.startsWith(pattern.slice(0, -1)))
  );
}
