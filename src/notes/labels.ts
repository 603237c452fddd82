import type { PublishedEntry, Unit } from './types.ts';

const MIN_SEEN = 3;

/** Which label in brackets a project writes for a scope or a folder. */
export type Labels = Map<string, string>;

const labelOf = (text: string): string | null => /^\[([^\]]{1,60})\]/.exec(text)?.[1] ?? null;

function placesOf(unit: Unit): string[] {
  const counts = new Map<string, number>();
  for (const file of unit.files) {
    const folders = file.split('/').slice(0, -1).slice(0, 2).join('/');
    if (folders !== '') counts.set(folders, (counts.get(folders) ?? 0) + 1);
  }
  const busiest = [...counts].sort((a, b) => b[1] - a[1]).map(([folder]) => `dir:${folder}`);
  return unit.scope === null ? busiest : [`scope:${unit.scope}`, ...busiest];
}

/** Learns the labels of a project whose people put the package in brackets where its commits do not. */
export function learnLabels(pairs: { unit: Unit; entry: PublishedEntry }[]): Labels {
  const labelled = pairs.filter(
    ({ unit, entry }) => labelOf(entry.text) !== null && labelOf(unit.text) === null,
  );
  if (labelled.length < MIN_SEEN || labelled.length < pairs.length / 2) return new Map();
  const seen = new Map<string, Map<string, number>>();
  for (const { unit, entry } of labelled) {
    const label = labelOf(entry.text) ?? '';
    for (const place of placesOf(unit)) {
      const counts = seen.get(place) ?? new Map<string, number>();
      counts.set(label, (counts.get(label) ?? 0) + 1);
      seen.set(place, counts);
    }
  }
  const labels: Labels = new Map();
  for (const [place, counts] of seen) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const [label, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    if (count >= 2 && count >= 0.6 * total) labels.set(place, label);
  }
  return labels;
}

/** The label a project would put before a change, or null. */
export function labelFor(labels: Labels, unit: Unit): string | null {
  if (labels.size === 0 || labelOf(unit.text) !== null) return null;
  const place = placesOf(unit).find((one) => labels.has(one));
  return place === undefined ? null : (labels.get(place) ?? null);
}
