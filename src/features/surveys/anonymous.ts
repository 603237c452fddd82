import { createHmac, randomBytes, randomInt } from 'node:crypto';

/** The secret that an anonymous survey makes its tokens with: 256 bits. */
export const newSalt = (): string => randomBytes(32).toString('base64');

/** Says that a person has answered without saying who; worth nothing once the salt is destroyed. */
export const tokenOf = (salt: string, person: string): string =>
  createHmac('sha256', Buffer.from(salt, 'base64')).update(person).digest('base64url');

/** The same things in an order that says nothing. */
export function shuffled<T>(things: readonly T[]): T[] {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    const [a, b] = [mixed[at], mixed[other]];
    if (a === undefined || b === undefined) continue;
    mixed[at] = b;
    mixed[other] = a;
  }
  return mixed;
}
