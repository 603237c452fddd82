import { guessSection, TYPES } from './commit.ts';
import type { Unit } from './types.ts';

const CHANGELOG_PATH =
  /(?:^|\/)(?:change-?logs?|changes|history|news|release-?notes?|releases)(?:\.(?:md|markdown|rst|txt|adoc))?$|(?:^|\/)change-?logs?\//i;
const FRAGMENT_PATH =
  /(?:^|\/)(?:\.changesets?|\.changes|change-?logs?|change-?log\.d|changes|news|news-?fragments|release-?notes)\/(?!.*\.(?:[cm]?[jt]sx?|py|go|rs|rb)$)/i;
const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|specs?|testing|fixtures?|e2e|testdata|__snapshots__|snapshots)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$|_test\.\w+$|\.snap$/i;
const DOCS_PATH =
  /(?:^|\/)(?:docs?|documentation|website|site|examples?|guides?)\/|\.(?:md|mdx|rst|adoc|txt)$|(?:^|\/)(?:LICEN[CS]E|AUTHORS|CONTRIBUTORS|README)[^/]*$/i;
const CI_PATH =
  /^\.(?:github|gitlab|circleci|husky|vscode|azure|travis|devcontainer)|(?:^|\/)(?:\.[\w.-]+rc(?:\.\w+)?|\.travis\.yml|appveyor\.yml|renovate\.json5?|codecov\.yml|\.pre-commit-config\.yaml|\.gitignore|\.editorconfig|tox\.ini|noxfile\.py)$/;
const DEPS_PATH =
  /(?:^|\/)(?:package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.(?:toml|lock)|go\.(?:mod|sum)|requirements[^/]*\.txt|poetry\.lock|uv\.lock|Gemfile(?:\.lock)?|composer\.(?:json|lock)|pyproject\.toml)$/;

/** Whether a path is a changelog or a fragment of the next one, whose edits would give the answer away. */
export function isChangelogPath(path: string): boolean {
  return CHANGELOG_PATH.test(path) || FRAGMENT_PATH.test(path);
}

/** What a file is for, as told by its path. */
export function fileKind(path: string): 'test' | 'docs' | 'ci' | 'deps' | 'src' {
  if (DEPS_PATH.test(path)) return 'deps';
  if (CI_PATH.test(path)) return 'ci';
  if (TEST_PATH.test(path)) return 'test';
  return DOCS_PATH.test(path) ? 'docs' : 'src';
}

const BOT =
  /\[bot\]|\bbot\b|^(?:dependabot|renovate|greenkeeper|snyk|pre-commit-ci|github-actions|semantic-release|lerna)/i;
const DEPS_SUBJECT =
  /^(?:\[?(?:deps|security)[^\]:]*\]?:?\s*)?(?:bump|upgrade|update|pin|lock)\s.*(?:\bto\b|\bdependenc|\block ?file|\bdigest|\bversion|monorepo|\bdeps\b|\bv?\d+\.\d+)/i;
const RELEASE_SUBJECT =
  /^(?:chore(?:\([^)]*\))?:\s*|\[?release\]?:?\s*)?(?:(?:release|publish|version|tag|cut|prepare|preparing|bump|set|update|new|for|to|the|of|package|packages|final|development|next|post|dev|iteration|back|start|begin|changelog|and|notes?)[\s:]+|\S+@(?=\d))*(?:v?\d+\.\d+(?:\.\d+)?\S*(?:\s+release)?|release|version(?: bump)?|version packages|packages|publish)(?:\s*\(#\d+\))?\.?$|^chore\(release\)|^chore: release \S+$|^(?:prepare|start|begin|back to)\b.{0,20}\bdevelopment\b/i;
const NOISE_SUBJECT =
  /\b(?:typos?|lint(?:ing)?|prettier|eslint|whitespace|formatting|readme|changelog|travis|github actions?|gh actions?|workflows?|codecov|flaky|pre-commit|gitignore|contributors?|sponsors?|badges?)\b|^(?:ci|tests?|wip|nit|merge|style|cleanup|clean up|refactor|chore)\b/i;

/** Whether an automatic account made the change. */
export const isBot = (unit: Unit): boolean => BOT.test(unit.author);

/** Whether the change only moves a dependency. */
export const isDependencyBump = (unit: Unit): boolean =>
  DEPS_SUBJECT.test(unit.text) || unit.scope === 'deps' || unit.scope === 'deps-dev' || unit.type === 'deps';

/** Whether the change only makes a release. */
export const isReleaseCommit = (unit: Unit): boolean =>
  RELEASE_SUBJECT.test(unit.subject) || unit.type === 'release';

/** Whether a Conventional Commits changelog lists the change by the standard's rule. */
export function listedByConvention(unit: Unit): boolean {
  if (unit.breaking) return true;
  const section = unit.type === null ? undefined : TYPES[unit.type];
  if (section === undefined || section === 'none') return false;
  return !/^(?:release|changelog)$/.test(unit.scope ?? '');
}

/** Whether a person would list the change who knows nothing of the project's habits. */
export function listedByCommonSense(unit: Unit): boolean {
  if (unit.type !== null) return listedByConvention(unit);
  if (isBot(unit) || isReleaseCommit(unit) || isDependencyBump(unit) || NOISE_SUBJECT.test(unit.text))
    return false;
  if (/^Merge (?:branch|remote|tag)|^Revert "?Merge/.test(unit.subject)) return false;
  return (
    unit.files.length === 0 ||
    unit.files.some((file) => !isChangelogPath(file) && /src|deps/.test(fileKind(file)))
  );
}

function pathFeatures(unit: Unit): string[] {
  const files = unit.files.filter((file) => !isChangelogPath(file));
  const features = new Set<string>();
  const kinds = new Set<string>();
  for (const file of files.slice(0, 300)) {
    const parts = file.split('/');
    kinds.add(fileKind(file));
    if (parts.length > 1) features.add(`dir:${parts[0]}`);
    else features.add(`root:${file}`);
    if (parts.length > 2) features.add(`dir:${parts[0]}/${parts[1]}`);
    if (parts.length > 3) features.add(`dir:${parts[0]}/${parts[1]}/${parts[2]}`);
    features.add(`ext:${/\.(\w{1,8})$/.exec(file)?.[1] ?? ''}`);
  }
  features.add(`kinds:${[...kinds].sort().join('+')}`);
  for (const kind of ['src', 'test']) if (kinds.has(kind)) features.add(`has:${kind}`);
  if (kinds.size === 1) features.add(`only:${[...kinds][0]}`);
  features.add(`size:${Math.min(6, Math.round(Math.log2(files.length + 1)))}`);
  return [...features];
}

function wordFeatures(unit: Unit): string[] {
  const bare = unit.text.replace(/^\[[^\]]*\]:?\s*/, '').toLowerCase();
  const words = (bare.match(/[\p{L}\p{N}_'-]+/gu) ?? []).slice(0, 25);
  return [
    `first:${words[0] ?? ''}`,
    `first2:${words.slice(0, 2).join(' ')}`,
    ...new Set(words.filter((word) => word.length > 2 && !/^\d+$/.test(word)).map((word) => `w:${word}`)),
  ];
}

/** The features of a change that a project's people may go by when they write their changelog. */
export function featuresOf(unit: Unit): string[] {
  const type = unit.type ?? 'none';
  const features = [
    `type:${type}`,
    `guess:${guessSection(unit)}`,
    ...pathFeatures(unit),
    ...wordFeatures(unit),
  ];
  if (unit.scope !== null)
    features.push(`scope:${unit.scope.toLowerCase()}`, `type+scope:${type}(${unit.scope.toLowerCase()})`);
  if (unit.area !== null) features.push(`area:${unit.area.toLowerCase()}`);
  if (unit.breaking) features.push('breaking');
  if (isBot(unit)) features.push('bot');
  features.push(`author:${unit.author.toLowerCase()}`);
  if (isDependencyBump(unit)) features.push('deps');
  if (isReleaseCommit(unit)) features.push('release');
  if (unit.pullRequest !== null) features.push('pull');
  if (unit.shas.length > 1) features.push('merge');
  if (unit.references.some((number) => number !== unit.pullRequest)) features.push('closes');
  features.push(`body:${Math.min(5, Math.floor(Math.log10(unit.body.length + 1) * 1.5))}`);
  features.push(listedByCommonSense(unit) ? 'sense:yes' : 'sense:no');
  return features;
}
