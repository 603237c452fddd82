/** One example to learn from: its features, whether it is a yes, and how much it counts. */
export interface Example {
  features: string[];
  label: boolean;
  weight: number;
  prior: number;
}

/** A trained yes-or-no model: the weight of each feature, with the bias under the empty name. */
export type Model = Map<string, number>;

const EPOCHS = 60;
const MIN_COUNT = 2;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Lets other work of the process run between two slices of ours. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Compiled {
  columns: Int32Array[];
  names: string[];
}

function compile(examples: Example[]): Compiled {
  const counts = new Map<string, number>();
  for (const example of examples) {
    for (const feature of example.features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const names = ['', ...[...counts].filter(([, count]) => count >= MIN_COUNT).map(([name]) => name)];
  const index = new Map(names.map((name, at) => [name, at]));
  const columns = examples.map((example) =>
    Int32Array.from([
      0,
      ...example.features.map((feature) => index.get(feature) ?? -1).filter((at) => at > 0),
    ]),
  );
  return { columns, names };
}

/**
 * Trains a logistic regression with an L2 penalty by AdaGrad in a fixed order, so that equal input gives equal weights
 * (Duchi, Hazan, Singer 2011); each example may carry a prior log-odds which the weights correct.
 */
export async function train(examples: Example[]): Promise<Model> {
  // The fewer examples there are, the less a single one may say.
  const penalty = Math.max(0.03, Math.min(0.2, 100 / examples.length));
  const { columns, names } = compile(examples);
  const weights = new Float64Array(names.length);
  const squares = new Float64Array(names.length).fill(1e-6);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let step = 0; step < examples.length; step += 1) {
      const at = (step * 7919 + epoch * 31) % examples.length;
      const example = examples[at];
      const row = columns[at];
      if (example && row) update(example, row, weights, squares, penalty);
    }
    if (epoch % 4 === 3) await pause();
  }
  return new Map(names.map((name, at) => [name, weights[at] ?? 0]));
}

function update(
  example: Example,
  row: Int32Array,
  weights: Float64Array,
  squares: Float64Array,
  penalty: number,
): void {
  let score = example.prior;
  for (const column of row) score += weights[column] ?? 0;
  const error = (sigmoid(score) - (example.label ? 1 : 0)) * example.weight;
  for (const column of row) {
    const weight = weights[column] ?? 0;
    const gradient = error + (column === 0 ? 0 : penalty * weight);
    const square = (squares[column] ?? 0) + gradient * gradient;
    squares[column] = square;
    weights[column] = weight - (0.15 * gradient) / Math.sqrt(square);
  }
}

/** The model's probability that a change with these features is a yes. */
export function predict(model: Model, features: string[], prior: number): number {
  let score = prior + (model.get('') ?? 0);
  for (const feature of features) score += model.get(feature) ?? 0;
  return sigmoid(score);
}

/** Finds the threshold with the best F1 over scored examples; ties go to the one nearest to a half. */
export function bestThreshold(scored: { score: number; label: boolean }[]): {
  threshold: number;
  f1: number;
} {
  const sorted = [...scored].sort((a, b) => b.score - a.score);
  const positives = sorted.filter((item) => item.label).length;
  let best = { threshold: 0.5, f1: -1 };
  let hits = 0;
  sorted.forEach((item, at) => {
    if (item.label) hits += 1;
    const next = sorted[at + 1]?.score ?? 0;
    if (next === item.score) return;
    const f1 = positives === 0 ? 0 : (2 * hits) / (at + 1 + positives);
    const threshold = (item.score + next) / 2;
    if (
      f1 > best.f1 + 1e-9 ||
      (f1 > best.f1 - 1e-9 && Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5))
    ) {
      best = { threshold, f1 };
    }
  });
  return best;
}
