const tails = new Map<string, Promise<unknown>>();

/** Runs tasks of one key one after the other, whoever asks; optimistic races between ourselves starve. */
export function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
  const turn = (tails.get(key) ?? Promise.resolve()).then(task, task);
  const settled = turn.then(
    () => {},
    () => {},
  );
  tails.set(key, settled);
  settled.then(() => {
    if (tails.get(key) === settled) tails.delete(key);
  });
  return turn;
}
