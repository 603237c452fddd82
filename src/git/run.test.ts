import { expect, test } from 'vitest';
import { git, gitEnvironment } from './run.ts';

test('a git that hangs is ended with everything it started', async () => {
  const started = performance.now();
  const config = [['alias.hang', '!sleep 30 & sleep 30']] as const;
  const result = await git(['hang'], { timeoutMs: 200, config });
  expect(result).toMatchObject({ code: -1, timedOut: true });
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('output over the limit ends the process', async () => {
  const config = [['alias.flood', '!yes']] as const;
  expect(await git(['flood'], { maxBytes: 10_000, config })).toMatchObject({
    code: -1,
    failure: 'output over the limit',
  });
});

test('a program that cannot start is a result, not an exception', async () => {
  expect(await git(['version'], { cwd: '/nowhere' })).toMatchObject({
    code: -1,
    failure: expect.any(String),
  });
});

test('helpers that run commands are not allowed', async () => {
  expect((await git(['ls-remote', 'ext::sh -c echo% x'])).stderr).toContain("transport 'ext' not allowed");
});

test("nobody's configuration is read, and no question is asked", () => {
  const env = gitEnvironment({ config: [['a.b', 'c']] });
  expect(env).toMatchObject({
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  });
  const last = Number(env.GIT_CONFIG_COUNT) - 1;
  expect([env[`GIT_CONFIG_KEY_${last}`], env[`GIT_CONFIG_VALUE_${last}`]]).toEqual(['a.b', 'c']);
  expect(Object.keys(env).filter((name) => /TOKEN|SECRET|PASSWORD/.test(name))).toEqual([]);
});
