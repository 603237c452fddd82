import { type Logger, pino } from 'pino';

export type Log = Logger;

const SECRETS = ['token', 'botToken', 'authorization', 'password', 'secret', 'cookie'];

/** One structured log for the whole process; secrets are redacted by name wherever they stand. */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  });
