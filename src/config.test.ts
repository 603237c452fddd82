import { describe, expect, it } from 'vitest';
import { ConfigProblems, readConfig } from './config.ts';

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
};
const one = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
const many = {
  SLACK_SIGNING_SECRET: 's',
  SLACK_CLIENT_ID: '1',
  SLACK_CLIENT_SECRET: '2',
  SLACK_STATE_SECRET: '3',
  HERALD_SECRET_KEY: 'k'.repeat(32),
};

describe('the settings', () => {
  it('need little for one workspace', () => {
    expect(readConfig(one)).toMatchObject({
      PORT: 3000,
      DATABASE_URL: 'file:./data/herald.db',
      LOG_LEVEL: 'info',
    });
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
    expect(problemsOf(many)).toEqual([]);
  });

  it('are told all at once, each with its fix', () => {
    const problems = problemsOf({});
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/SLACK_BOT_TOKEN is missing.*OAuth & Permissions/);
    expect(problems[1]).toMatch(/SLACK_SIGNING_SECRET is missing.*Basic Information.*SLACK_APP_TOKEN/);
  });

  it('are told all at once, wrong ones together with missing ones', () => {
    const wrong = { PORT: 'http', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', PUBLIC_URL: 'herald' };
    const problems = problemsOf(wrong).join('\n');
    for (const name of [...Object.keys(wrong), 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
      expect(problems).toContain(name);
  });

  it('want all four for many workspaces', () => {
    const problems = problemsOf({ SLACK_SIGNING_SECRET: 's', SLACK_CLIENT_ID: '1' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'HERALD_SECRET_KEY',
    ]);
  });

  it('take an empty line of a .env file as left out', () => {
    expect(readConfig({ ...one, GIT_REMOTE: '', PORT: ' ' })).toMatchObject({ PORT: 3000 });
  });

  it('never repeat a secret when they complain', () => {
    const problems = problemsOf({
      ...many,
      HERALD_SECRET_KEY: 'short-secret',
      DATABASE_URL: 'mysql://u:pw@x',
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toMatch(/short-secret|pw/);
  });
});
