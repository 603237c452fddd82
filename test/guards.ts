import { posix } from 'node:path';
import { type Import, importsOf, type Tree } from './tree.ts';

const PLATFORM = [
  'slack',
  'localslack',
  'db',
  'outbox',
  'jobs',
  'git',
  'notes',
  'text',
  'web',
  'charts',
  'demo',
];
/** Folders that could be packages of their own: they import nothing of the rest of src. */
const ALONE = ['localslack', 'git', 'notes', 'text'];
/** Where the environment is handed on to git as a child process; nothing is read from it as a setting. */
const ENVIRONMENT_READERS = ['src/config.ts', 'src/git/run.ts', 'src/notes/git.ts'];
const MOST_LINES = 300;

const isTest = (path: string): boolean => path.endsWith('.test.ts');
const folderOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';
const featureOf = (path: string): string | undefined => /^src\/features\/([^/]+)\//.exec(path)?.[1];
const told = ({ from, to }: Import, why: string): string => `${from} imports ${to}: ${why}`;

/** The names in `features/index.ts`, in the order of the list. */
export const listedFeatures = (index: string): string[] =>
  /features: readonly Feature\[\] = \[([^\]]*)\]/
    .exec(index)?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean) ?? [];

/** Features import only features above them in the list, and only through their index. */
export const wrongFeatureImports = (tree: Tree, list: readonly string[]): string[] =>
  importsOf(tree).flatMap((made) => {
    const from = featureOf(made.from);
    const to = featureOf(made.to);
    if (!from || !to || from === to) return [];
    if (made.to !== `src/features/${to}/index.ts`) return [told(made, 'only through its index.ts')];
    return list.indexOf(to) < list.indexOf(from)
      ? []
      : [told(made, `${to} is not above ${from} in the list`)];
  });

/** The platform knows no feature, and what could stand alone knows nothing of the rest. */
export const wrongPlatformImports = (tree: Tree): string[] =>
  importsOf(tree).flatMap((made) => {
    const from = folderOf(made.from);
    if (!PLATFORM.includes(from) || isTest(made.from)) return [];
    if (folderOf(made.to) === 'features') return [told(made, 'the platform knows no feature')];
    const leaves = made.to.startsWith('src/') && folderOf(made.to) !== from;
    return ALONE.includes(from) && leaves ? [told(made, `${from} stands alone`)] : [];
  });

/** Only tests import what is made for tests. */
export const testsInProgram = (tree: Tree): string[] =>
  importsOf(tree)
    .filter(({ from, to }) => from.startsWith('src/') && !isTest(from) && /^test\/|\.test\.ts$/.test(to))
    .map((made) => told(made, 'the program does not need its tests'));

/** Folders below src that nobody gave a place to. */
export const strangeFolders = (tree: Tree): string[] => [
  ...new Set(
    [...tree.keys()].map(folderOf).filter((name) => name && ![...PLATFORM, 'features'].includes(name)),
  ),
];

/** Features without a place in the list, and places without a feature. */
export const unlistedFeatures = (tree: Tree, list: readonly string[]): string[] => {
  const folders = new Set([...tree.keys()].flatMap((path) => featureOf(path) ?? []));
  return [
    ...[...folders].filter((name) => !list.includes(name)).map((name) => `${name} is not in the list`),
    ...list.filter((name) => !folders.has(name)).map((name) => `${name} has no folder`),
  ];
};

/** Types may look at each other within a folder: a record is its table's row, and the table names the record's states. */
const neighbourTypes = ({ from, to, typesOnly }: Import): boolean =>
  typesOnly && posix.dirname(from) === posix.dirname(to);

/** Circles of imports, each told once as the path around it. */
export function circles(tree: Tree): string[] {
  const next = Map.groupBy(
    importsOf(tree).filter((made) => tree.has(made.to) && !neighbourTypes(made)),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) return void found.push([...way.slice(at), path].join(' → '));
    if (done.has(path)) return;
    for (const { to } of next.get(path) ?? []) walk(to, [...way, path]);
    done.add(path);
  };
  for (const path of tree.keys()) walk(path, []);
  return found;
}

/** Only the settings read the environment. */
export const environmentReaders = (tree: Tree): string[] =>
  [...tree]
    .filter(([path, text]) => path.startsWith('src/') && !isTest(path) && /process\s*\.\s*env\b/.test(text))
    .map(([path]) => path)
    .filter((path) => !ENVIRONMENT_READERS.includes(path));

/** Only the clock knows the present moment; what stands alone is given it by default. */
export const clockReaders = (tree: Tree): string[] =>
  [...tree]
    .filter(([path, text]) => path.startsWith('src/features/') && /Date\.now\(|new Date\(\)/.test(text))
    .map(([path]) => path);

/** Files longer than a person reads in one go. */
export const longFiles = (tree: Tree): string[] =>
  [...tree]
    .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines`);

/** Folders that hide what is in them behind a name that says nothing. */
export const vagueFolders = (tree: Tree): string[] => [
  ...new Set(
    [...tree.keys()]
      .map((path) => posix.dirname(path))
      .filter((path) => /\b(utils?|helpers?|common)\b/.test(path)),
  ),
];

/** The permission that Slack wants for each event (docs.slack.dev/reference/events); null where it wants none. */
const EVENT_SCOPES: Readonly<Record<string, string | null>> = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  app_uninstalled: null,
  channel_archive: 'channels:read',
  channel_rename: 'channels:read',
  link_shared: 'links:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  team_join: 'users:read',
  tokens_revoked: null,
  user_change: 'users:read',
};

/** What of a manifest the scopes are held against. */
export type Scoped = {
  readonly features: { readonly shortcuts: readonly unknown[]; readonly slash_commands: readonly unknown[] };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: { readonly event_subscriptions: { readonly bot_events: readonly string[] } };
};

/** Events, commands and shortcuts that Slack would not deliver with the permissions asked for. */
export function missingScopes(manifest: Scoped): string[] {
  const scopes = manifest.oauth_config.scopes.bot;
  const { shortcuts, slash_commands: commands } = manifest.features;
  const typed = shortcuts.length + commands.length > 0 && !scopes.includes('commands');
  return [
    ...(typed ? ['commands and shortcuts need the scope commands'] : []),
    ...manifest.settings.event_subscriptions.bot_events.flatMap((event) => {
      const scope = EVENT_SCOPES[event];
      if (scope === undefined) return [`${event} is an event that no permission is known for`];
      return scope && !scopes.includes(scope) ? [`${event} needs the scope ${scope}`] : [];
    }),
  ];
}
