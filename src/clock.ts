/** The only source of the present moment; tests move it by hand. */
export type Clock = {
  /** Milliseconds since 1970, UTC. */
  now(): number;
};

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
