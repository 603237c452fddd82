import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { features } from '../src/features/index.ts';
import { manifestOf } from '../src/features/manifest.ts';
import { schema } from '../src/schema.ts';
import {
  circles,
  clockReaders,
  environmentReaders,
  listedFeatures,
  longFiles,
  missingScopes,
  strangeFolders,
  testsInProgram,
  unlistedFeatures,
  vagueFolders,
  wrongFeatureImports,
  wrongPlatformImports,
} from './guards.ts';
import { missingMigration } from './migrations.ts';
import { readTree, type Tree } from './tree.ts';

const root = join(import.meta.dirname, '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const src = await readTree(root, 'src');
const all = await readTree(root, 'src', 'test', 'bench');
const list = listedFeatures(read('src', 'features', 'index.ts'));
const validManifest = (() => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(read('test', 'contract', 'manifest.schema.2.0.0.json')));
})();

const files = (given: Record<string, string>): Tree => new Map(Object.entries(given));
const importing = (from: string, to: string, more: Record<string, string> = {}): Tree =>
  files({ [from]: `import { a } from '${to}';\n`, ...more });

describe('the house', () => {
  it('lets a feature import only features above it, through their index', () => {
    expect(list).toEqual(features.map((feature) => feature.name));
    expect(wrongFeatureImports(src, list)).toEqual([]);
  });

  it('keeps features out of the platform', () => expect(wrongPlatformImports(src)).toEqual([]));
  it('keeps tests out of the program', () => expect(testsInProgram(src)).toEqual([]));
  it('has no circles of imports', () => expect(circles(src)).toEqual([]));
  it('has every feature in the list', () => expect(unlistedFeatures(src, list)).toEqual([]));
  it('has no folder without a place', () => expect(strangeFolders(src)).toEqual([]));
  it('has no folder with a name that says nothing', () => expect(vagueFolders(all)).toEqual([]));
  it('reads the environment in one place', () => expect(environmentReaders(src)).toEqual([]));
  it('asks the clock for the time', () => expect(clockReaders(src)).toEqual([]));
  it('has no script that npm leaves out, because it runs none around others here', () => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name))).toEqual([]);
  });
  it('has no file that is too long to read', () => expect(longFiles(all)).toEqual([]));
});

describe('the manifest', () => {
  const standing: unknown = parse(read('manifest.yml'));

  it('says what the features declare, and no more', () =>
    expect(standing).toEqual(JSON.parse(JSON.stringify(manifestOf(features)))));

  it("is valid by Slack's own schema", () => {
    validManifest(standing);
    expect(validManifest.errors ?? []).toEqual([]);
  });

  it('asks for the permission that each event, command and shortcut needs', () =>
    expect(missingScopes(manifestOf(features))).toEqual([]));

  it("keeps within the lengths that Slack's forms allow", () => {
    const { shortcuts, slash_commands: commands } = manifestOf(features).features;
    expect(shortcuts.filter(({ name }) => name.length > 24)).toEqual([]);
    expect(shortcuts.filter(({ description }) => description.length > 150)).toEqual([]);
    expect(commands.filter(({ command }) => !/^\/[a-z0-9_-]{1,31}$/.test(command))).toEqual([]);
    expect(shortcuts.length).toBeLessThanOrEqual(10);
  });
});

describe('the migrations', () => {
  it.each(['sqlite', 'postgres'] as const)('bring %s to the schema', async (dialect) =>
    expect(await missingMigration(root, dialect, schema)).toEqual([]),
  );

  it.each(['sqlite', 'postgres'] as const)('are missed on %s when a table is new', async (dialect) => {
    const more = await missingMigration(root, dialect, (c) => ({
      ...schema(c),
      more: c.table('more', { id: c.text('id').primaryKey() }),
    }));
    expect(more.join()).toMatch(/CREATE TABLE .more./);
  });
});

describe('each guard fails on what it guards against', () => {
  const order = ['people', 'bugs'];

  it.each([
    ['upward through the index', 'src/features/bugs/a.ts', '../people/index.ts', []],
    ['past the index', 'src/features/bugs/a.ts', '../people/store.ts', ['only through its index.ts']],
    ['downward', 'src/features/people/a.ts', '../bugs/index.ts', ['bugs is not above people in the list']],
    ['within itself', 'src/features/bugs/a.ts', './store.ts', []],
  ])('features importing %s', (_how, from, to, why) => {
    const found = wrongFeatureImports(importing(from, to), order);
    expect(found.map((problem) => problem.split(': ')[1])).toEqual(why);
  });

  it.each([
    ['src/slack/a.ts', '../features/bugs/index.ts', 1],
    ['src/localslack/a.ts', '../slack/text.ts', 1],
    ['src/git/remote/a.ts', '../../text/tokens.ts', 1],
    ['src/git/remote/a.ts', '../run.ts', 0],
    ['src/text/a.ts', '../clock.ts', 1],
    ['src/outbox/a.ts', '../git/repository.ts', 0],
  ])('the platform: %s importing %s', (from, to, problems) => {
    expect(wrongPlatformImports(importing(from, to))).toHaveLength(problems);
  });

  it.each([
    ['static', "import { b } from './b.ts';"],
    ['over lines', "import {\n  b,\n  type B,\n} from './b.ts';"],
    ['exports', "export * from './b.ts';"],
    ['effects', "import './b.ts';"],
    ['dynamic', "const b = await import('./b.ts');"],
  ])('circles by %s imports', (_how, text) => {
    const tree = files({ 'src/a.ts': text, 'src/b.ts': "import { a } from './a.ts';" });
    expect(circles(tree)).toEqual(['src/a.ts → src/b.ts → src/a.ts']);
  });

  it('circles by types from folder to folder, but not within one', () => {
    const types = (path: string) => `import type { T } from '${path}';`;
    expect(circles(files({ 'src/a.ts': types('./b.ts'), 'src/b.ts': types('./a.ts') }))).toEqual([]);
    const across = files({ 'src/x/a.ts': types('../y/b.ts'), 'src/y/b.ts': types('../x/a.ts') });
    expect(circles(across)).toHaveLength(1);
  });

  it('no circle where two ways lead to one file', () => {
    const tree = files({
      'src/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
      'src/b.ts': "import { c } from './c.ts';",
      'src/c.ts': '',
    });
    expect(circles(tree)).toEqual([]);
  });

  it('features without a place, and places without a feature', () => {
    const tree = files({ 'src/features/bugs/index.ts': '', 'src/features/themes/index.ts': '' });
    expect(unlistedFeatures(tree, order)).toEqual(['themes is not in the list', 'people has no folder']);
    expect(listedFeatures('export const features: readonly Feature[] = [\n  people,\n  bugs,\n];')).toEqual(
      order,
    );
  });

  it('everything else', () => {
    expect(testsInProgram(importing('src/a.ts', '../test/room.ts'))).toHaveLength(1);
    expect(testsInProgram(importing('src/a.test.ts', '../test/room.ts'))).toEqual([]);
    expect(strangeFolders(files({ 'src/magic/a.ts': '' }))).toEqual(['magic']);
    expect(vagueFolders(files({ 'src/slack/helpers/a.ts': '' }))).toEqual(['src/slack/helpers']);
    expect(environmentReaders(files({ 'src/slack/a.ts': "process.env['X']" }))).toEqual(['src/slack/a.ts']);
    expect(clockReaders(files({ 'src/features/bugs/a.ts': 'Date.now()' }))).toHaveLength(1);
    expect(longFiles(files({ 'src/a.ts': '\n'.repeat(301) }))).toEqual(['src/a.ts has 301 lines']);
  });

  it('scopes and the schema', () => {
    const manifest = {
      features: { shortcuts: [{}], slash_commands: [] },
      oauth_config: { scopes: { bot: ['chat:write'] } },
      settings: { event_subscriptions: { bot_events: ['message.im', 'never_heard_of'] } },
    };
    expect(missingScopes(manifest)).toHaveLength(3);
    expect(validManifest({ display_information: { name: 'x'.repeat(36) } })).toBe(false);
    expect(validManifest({})).toBe(false);
  });
});
