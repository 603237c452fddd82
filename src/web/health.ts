import { Hono } from 'hono';
import type { Metrics } from '../metrics.ts';

/** A thing that must work before Herald can do its work. */
export type Readiness = { readonly name: string; readonly check: () => Promise<void> };

const wrong = async ({ name, check }: Readiness): Promise<string | undefined> => {
  try {
    await check();
    return undefined;
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** `/healthz` says the process lives, `/readyz` that it can do its work, `/metrics` its numbers. */
export function healthPages(
  checks: readonly Readiness[],
  metrics: Metrics,
  measure: () => Promise<void>,
): Hono {
  const pages = new Hono();
  pages.get('/healthz', (c) => c.text('ok'));
  pages.get('/readyz', async (c) => {
    const problems = (await Promise.all(checks.map(wrong))).filter((problem) => problem !== undefined);
    return problems.length === 0 ? c.text('ready') : c.text(problems.join('\n'), 503);
  });
  pages.get('/metrics', async (c) => {
    await measure();
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });
  pages.get('/', (c) => c.text('Herald is running. It lives in Slack: type /release help there.'));
  return pages;
}
