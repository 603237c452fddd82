import { randomUUID } from 'node:crypto';

/** A UUID (version 7) that sorts by the moment it was made, in milliseconds: a table grows at one end and stays quick. */
export const idAt = (now: number): string => {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${randomUUID().slice(15)}`;
};
