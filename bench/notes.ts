import { parseArgs } from 'node:util';
import { guessSection } from '../src/notes/commit.ts';
import { tokenF1, tokens } from '../src/notes/entry.ts';
import { listedByConvention } from '../src/notes/features.ts';
import { listTags, readCommits } from '../src/notes/history.ts';
import { draftNotes, type NotesEntry } from '../src/notes/index.ts';
import { findPublished } from '../src/notes/published.ts';
import type { PublishedEntry, PublishedSection, Unit } from '../src/notes/types.ts';
import { buildUnits } from '../src/notes/units.ts';
import {
  commonFamily,
  compareVersions,
  parseTag,
  type VersionTag,
  versionKey,
} from '../src/notes/versions.ts';

interface Drafted {
  shas: string[];
  pull: number | null;
  section: string;
  text: string;
}

interface Score {
  published: number;
  drafted: number;
  found: number;
  hits: number;
  sections: number;
  text: number;
  breaking: number;
  breakingFound: number;
}

const zero = (): Score => ({
  published: 0,
  drafted: 0,
  found: 0,
  hits: 0,
  sections: 0,
  text: 0,
  breaking: 0,
  breakingFound: 0,
});

const ofUnit = (unit: Unit): Drafted => ({
  shas: unit.shas,
  pull: unit.pullRequest,
  section: unit.breaking ? 'breaking' : guessSection(unit),
  text: `${unit.scope === null ? '' : `${unit.scope}: `}${unit.text}`,
});

const ofEntry = (entry: NotesEntry): Drafted => ({
  shas: entry.commits,
  pull: entry.pullRequest,
  section: entry.section,
  text: entry.text,
});

function partner(entry: PublishedEntry, drafted: Drafted[], used: Set<Drafted>): Drafted | undefined {
  const free = drafted.filter((one) => !used.has(one));
  const pools = [
    free.filter((one) => entry.shas.some((sha) => one.shas.some((own) => own.startsWith(sha)))),
    free.filter((one) => one.pull !== null && entry.numbers.includes(one.pull)),
    free.filter((one) => tokenF1(tokens(one.text), tokens(entry.text)) >= 0.8),
  ];
  const pool = pools.find((one) => one.length > 0) ?? [];
  return pool.find((one) => one.section === entry.section) ?? pool[0];
}

function add(score: Score, published: PublishedEntry[], drafted: Drafted[]): void {
  const used = new Set<Drafted>();
  const again = new Set<Drafted>();
  for (const entry of published) {
    const match = partner(entry, drafted, used) ?? partner(entry, drafted, again);
    score.published += 1;
    if (entry.section === 'breaking') score.breaking += 1;
    if (!match) continue;
    used.add(match);
    score.found += 1;
    if (match.section === entry.section) score.sections += 1;
    if (entry.section === 'breaking' && match.section === 'breaking') score.breakingFound += 1;
    score.text += tokenF1(tokens(match.text), tokens(entry.text));
  }
  score.drafted += drafted.length;
  score.hits += used.size;
}

function row(name: string, score: Score): string {
  const p = score.drafted === 0 ? 0 : score.hits / score.drafted;
  const r = score.published === 0 ? 0 : score.found / score.published;
  const f1 = p + r === 0 ? 0 : (2 * p * r) / (p + r);
  const of = (part: number, whole: number): string => (whole === 0 ? '  - ' : (part / whole).toFixed(2));
  const breaking = of(score.breakingFound, score.breaking);
  const numbers = [p, r, f1].map((value) => value.toFixed(2)).join('  ');
  return `  ${name.padEnd(18)} ${numbers}  ${of(score.sections, score.found)}  ${of(score.text, score.found)}  ${breaking}`;
}

interface Span {
  from: string;
  to: string;
  section: PublishedSection;
}

function newestSpans(sections: PublishedSection[], tags: VersionTag[], count: number): Span[] {
  const byKey = new Map(tags.map((tag) => [versionKey(tag.version), tag]));
  const known = sections
    .flatMap((section) => {
      const tag = byKey.get(versionKey(section.version));
      return tag && section.entries.length > 0 ? [{ tag, section }] : [];
    })
    .sort((a, b) => compareVersions(b.tag, a.tag));
  return known.slice(0, count).flatMap(({ tag, section }, at) => {
    const from = section.compareFrom ?? known[at + 1]?.tag.tag;
    return from === undefined ? [] : [{ from, to: tag.tag, section }];
  });
}

function fits(entries: PublishedEntry[], units: Unit[]): boolean {
  const keyed = entries.filter((entry) => entry.shas.length + entry.numbers.length > 0);
  const within = keyed.filter((entry) =>
    units.some(
      (unit) =>
        entry.shas.some((sha) => unit.shas.some((own) => own.startsWith(sha))) ||
        [unit.pullRequest, ...unit.references].some(
          (number) => number !== null && entry.numbers.includes(number),
        ),
    ),
  );
  return within.length >= 0.6 * keyed.length;
}

async function benchRepository(repo: string, count: number): Promise<void> {
  const tags = [...(await listTags(repo)).keys()].map(parseTag).filter((tag) => tag !== null);
  const family = commonFamily(tags);
  const own = tags.filter((tag) => tag.family === family);
  const published = await findPublished(repo, 'HEAD', own, family);
  if (!published) return console.log(`${repo}: no published changelog`);
  const systems = { 'all commits': zero(), 'conventional rule': zero(), herald: zero() };
  let gated = 0;
  let slowest = 0;
  const rules: Record<string, number> = {};
  for (const { from, to, section } of newestSpans(published.sections, own, count)) {
    const units = buildUnits(await readCommits(repo, from, to, 20_000), 'pull');
    if (!fits(section.entries, units)) {
      gated += 1;
      continue;
    }
    const start = performance.now();
    const draft = await draftNotes({ repo, from, to });
    slowest = Math.max(slowest, performance.now() - start);
    rules[draft.learnedFrom.rule] = (rules[draft.learnedFrom.rule] ?? 0) + 1;
    add(systems['all commits'], section.entries, units.map(ofUnit));
    add(systems['conventional rule'], section.entries, units.filter(listedByConvention).map(ofUnit));
    add(systems.herald, section.entries, draft.entries.map(ofEntry));
  }
  console.log(
    `${repo}: ${published.path}, ${systems.herald.published} entries, ${gated} releases gated out,`,
  );
  console.log(`  slowest draft ${Math.round(slowest)} ms, by ${JSON.stringify(rules)}`);
  console.log(`  ${''.padEnd(18)} P     R     F1    sec   text  breaking`);
  for (const [name, score] of Object.entries(systems)) console.log(row(name, score));
}

const { values, positionals } = parseArgs({
  options: { releases: { type: 'string', default: '10' } },
  allowPositionals: true,
});
if (positionals.length === 0) console.error('Usage: bench/notes.ts [--releases N] REPOSITORY...');
for (const repo of positionals) await benchRepository(repo, Number(values.releases));
