import { z } from 'zod';

const optional = z.string().trim().min(1).optional();
const url = z.url();

/** Every setting of Herald, read once at start. The defaults suit one machine and one workspace. */
const settings = z.object({
  /** The bot token of one workspace (`xoxb-…`). */
  SLACK_BOT_TOKEN: optional,
  /** Proves that a request comes from Slack; needed over HTTP. */
  SLACK_SIGNING_SECRET: optional,
  /** An app-level token (`xapp-…`): Socket Mode instead of HTTP. */
  SLACK_APP_TOKEN: optional,
  /** With the two below: many workspaces, installed at `/slack/install`. */
  SLACK_CLIENT_ID: optional,
  SLACK_CLIENT_SECRET: optional,
  SLACK_STATE_SECRET: optional,
  /** Another address of the Web API, for GovSlack and tests. */
  SLACK_API_URL: url.default('https://slack.com/api/'),
  /** `file:./data/herald.db` or `postgres://…`. */
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must start with file: or postgres://')
    .default('file:./data/herald.db'),
  /** The port to listen on. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** How people reach Herald's pages. */
  PUBLIC_URL: url.default('http://localhost:3000'),
  /** The repository that setup proposes; any URL or path git knows. Of one workspace: not used with many. */
  GIT_REMOTE: optional,
  /** Its branch; left out, the remote's default branch. */
  GIT_BRANCH: optional,
  /** The folder of the documents in it; left out, the root. */
  GIT_DOCS_DIR: z.string().trim().default(''),
  /** Sent to https remotes on GitHub. */
  GITHUB_TOKEN: optional,
  /** Sent to https remotes on GitLab. */
  GITLAB_TOKEN: optional,
  /** Encrypts tokens at rest; required with more than one workspace. */
  HERALD_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  /** trace, debug, info, warn, error, fatal or silent. */
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type Config = z.infer<typeof settings>;

/** All that is wrong with the settings, each with its fix. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const APP_PAGE = 'https://api.slack.com/apps';

type Given = Readonly<Record<string, string | undefined>>;

function missingSlack(config: Given): string[] {
  const many = config['SLACK_CLIENT_ID'] ?? config['SLACK_CLIENT_SECRET'] ?? config['SLACK_STATE_SECRET'];
  const problems: string[] = [];
  if (!many && !config['SLACK_BOT_TOKEN'])
    problems.push(
      `SLACK_BOT_TOKEN is missing. Make an app from manifest.yml at ${APP_PAGE}, install it, and copy the token from "OAuth & Permissions".`,
    );
  if (!config['SLACK_APP_TOKEN'] && !config['SLACK_SIGNING_SECRET'])
    problems.push(
      `SLACK_SIGNING_SECRET is missing. Copy it from "Basic Information" of the app at ${APP_PAGE}, or set SLACK_APP_TOKEN to use Socket Mode.`,
    );
  if (many) {
    for (const name of [
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'HERALD_SECRET_KEY',
    ] as const)
      if (!config[name])
        problems.push(
          `${name} is missing. Many workspaces need all of SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET and HERALD_SECRET_KEY.`,
        );
  }
  return problems;
}

/** Reads and checks the settings; throws `ConfigProblems` with everything that is wrong at once. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`) ?? [];
  const problems = [...wrong, ...missingSlack(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigProblems(problems);
  return parsed.data.SLACK_CLIENT_ID ? forMany(parsed.data) : parsed.data;
}

/** One repository and its tokens belong to one workspace: with many, none of them may reach it through Herald. */
const forMany = (config: Config): Config => ({
  ...config,
  GIT_REMOTE: undefined,
  GIT_BRANCH: undefined,
  GITHUB_TOKEN: undefined,
  GITLAB_TOKEN: undefined,
});

/** Adds the lines of a `.env` file to the environment; what is set already wins. A missing file is fine. */
export function loadEnvFile(path = '.env'): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
  }
}

/** Where programs are found, for those that Herald starts beside itself. */
export const programPath = (): string => process.env['PATH'] ?? '';
