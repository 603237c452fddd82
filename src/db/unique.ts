const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;

/** Whether a write failed because another row has its unique value; in the words of SQLite and of PostgreSQL. */
export function isTaken(error: unknown): boolean {
  const code = codeOf(error);
  if (code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE') return true;
  return error instanceof Error && error.cause !== undefined && isTaken(error.cause);
}

const MOST_TRIES = 20;

/** Does the work again when two at once took the same number. */
export async function retryTaken(work: () => Promise<void>, tries = MOST_TRIES): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (tries <= 1 || !isTaken(error)) throw error;
    await retryTaken(work, tries - 1);
  }
}
