import { featuresOf, listedByCommonSense, listedByConvention } from './features.ts';
import { matchSection, type SectionMatch } from './match.ts';
import { bestThreshold, type Example, type Model, pause, predict, train } from './model.ts';
import type { TrainingRelease } from './published.ts';
import { cancelReverts } from './reverts.ts';
import type { Unit } from './types.ts';
import { buildUnits, type Granularity } from './units.ts';

const HALF_LIFE = 12;
const MIN_POSITIVES = 8;
const FOLDS = 3;
const MARGIN = 0.005;

/** One published release with its changes and what was said of them. */
export interface LearnedRelease extends SectionMatch {
  units: Unit[];
  entries: number;
}

type Rule = 'convention' | 'sense';

/** How a project decides which changes its people hear of. */
export interface Listing {
  kind: Rule | 'model';
  model: Model;
  threshold: number;
  priors: { yes: number; no: number };
}

const RULES: Record<Rule, (unit: Unit) => boolean> = {
  convention: listedByConvention,
  sense: listedByCommonSense,
};

function granularityValue(releases: LearnedRelease[]): number {
  let value = 0;
  for (const release of releases) {
    const entries = new Set(release.matches.map((match) => match.entry)).size;
    const units = new Set(release.matches.map((match) => match.unit)).size;
    value += Math.min(entries, units) - 0.5 * Math.max(0, units - entries);
  }
  return value;
}

/** Keeps the changes that touch a directory; without one, all of them. */
export function within(home: string | null, units: Unit[]): Unit[] {
  return home === null ? units : units.filter((unit) => unit.files.some((file) => file.startsWith(home)));
}

async function matchAll(
  releases: TrainingRelease[],
  granularity: Granularity,
  home: string | null,
): Promise<LearnedRelease[]> {
  const learned: LearnedRelease[] = [];
  for (const { section, commits } of releases) {
    const units = within(home, cancelReverts(buildUnits(commits, granularity)));
    learned.push({ ...matchSection(section.entries, units), units, entries: section.entries.length });
    await pause();
  }
  return learned;
}

/** Lays published releases beside their commits, by whichever granularity explains more of them, and keeps the fitting ones. */
export async function layBeside(
  releases: TrainingRelease[],
  fallback: Granularity,
  home: string | null,
): Promise<{ granularity: Granularity; releases: LearnedRelease[] }> {
  const other: Granularity = fallback === 'pull' ? 'commit' : 'pull';
  const first = await matchAll(releases, fallback, home);
  const merges = releases.some((release) => release.commits.some((commit) => commit.parents.length > 1));
  const second = merges ? await matchAll(releases, other, home) : [];
  const better = granularityValue(second) > granularityValue(first);
  const chosen = better ? second : first;
  return { granularity: better ? other : fallback, releases: chosen.filter((release) => release.usable) };
}

/** The share of changes that carry a conventional type. */
export function conventionalShare(units: Unit[]): number {
  return units.length === 0 ? 0 : units.filter((unit) => unit.type !== null).length / units.length;
}

interface Sample extends Example {
  unit: Unit;
  release: number;
}

async function samplesOf(releases: LearnedRelease[], rule: Rule): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [at, release] of releases.entries()) {
    const listed = new Set(release.matches.map((match) => match.unit));
    for (const unit of release.units)
      samples.push({
        unit,
        release: at,
        features: [...featuresOf(unit), `rule:${RULES[rule](unit)}`],
        label: listed.has(unit),
        weight: 0.5 ** (at / HALF_LIFE),
        prior: 0,
      });
    await pause();
  }
  return samples;
}

function logOdds(samples: Sample[], rule: Rule, answer: boolean, believed: number): number {
  const asked = samples.filter((sample) => RULES[rule](sample.unit) === answer);
  const yes = asked.filter((sample) => sample.label).length + believed * 4;
  return Math.max(-3, Math.min(3, Math.log(yes / (asked.length + 4 - yes))));
}

function withPriors(samples: Sample[], rule: Rule): { yes: number; no: number } {
  const priors = { yes: logOdds(samples, rule, true, 0.9), no: logOdds(samples, rule, false, 0.1) };
  for (const sample of samples) sample.prior = RULES[rule](sample.unit) ? priors.yes : priors.no;
  return priors;
}

function f1Of(samples: Sample[], says: (sample: Sample) => boolean): number {
  const hits = samples.filter((sample) => sample.label && says(sample)).length;
  const said = samples.filter(says).length;
  const listed = samples.filter((sample) => sample.label).length;
  return said + listed === 0 ? 0 : (2 * hits) / (said + listed);
}

async function heldOut(samples: Sample[], count: number): Promise<{ sample: Sample; score: number }[]> {
  const scored: { sample: Sample; score: number }[] = [];
  const newer = Math.max(1, Math.floor(count / 2));
  const step = Math.max(1, Math.ceil(newer / FOLDS));
  for (let start = 0; start < newer; start += step) {
    const end = Math.min(newer, start + step);
    const model = await train(samples.filter((sample) => sample.release >= end));
    for (const sample of samples) {
      if (sample.release < start || sample.release >= end) continue;
      scored.push({ sample, score: predict(model, sample.features, sample.prior) });
    }
  }
  return scored;
}

/** Learns which changes a project lists, keeping to the plain rule unless learning does better on releases it has not seen. */
export async function learnListing(releases: LearnedRelease[], conventional: boolean): Promise<Listing> {
  const rule: Rule = conventional ? 'convention' : 'sense';
  const plain: Listing = { kind: rule, model: new Map(), threshold: 0.5, priors: { yes: 0, no: 0 } };
  const samples = await samplesOf(releases, rule);
  const positives = samples.filter((sample) => sample.label).length;
  if (releases.length < 2 || positives < MIN_POSITIVES) return plain;
  const priors = withPriors(samples, rule);
  const scored = await heldOut(samples, releases.length);
  const ruleF1 = f1Of(
    scored.map(({ sample }) => sample),
    (sample) => RULES[rule](sample.unit),
  );
  const best = bestThreshold(scored.map(({ sample, score }) => ({ score, label: sample.label })));
  const sure = scored.filter(({ sample }) => sample.label).length;
  const threshold = Math.min(0.8, Math.max(0.15, 0.5 + ((best.threshold - 0.5) * sure) / (sure + 15)));
  const scores = new Map(scored.map(({ sample, score }) => [sample, score]));
  const modelF1 = f1Of([...scores.keys()], (sample) => (scores.get(sample) ?? 0) >= threshold);
  if (ruleF1 >= modelF1 - MARGIN - (conventional ? 0.5 / (sure + 10) : 0)) return plain;
  return { kind: 'model', model: await train(samples), threshold, priors };
}

/** Whether a change belongs in the draft by a project's learned habit or the plain rule. */
export function isListed(listing: Listing, conventional: boolean, unit: Unit): boolean {
  const rule = RULES[listing.kind === 'model' ? (conventional ? 'convention' : 'sense') : listing.kind](unit);
  if (listing.kind !== 'model') return rule;
  const prior = rule ? listing.priors.yes : listing.priors.no;
  return predict(listing.model, [...featuresOf(unit), `rule:${rule}`], prior) >= listing.threshold;
}
