// Lint, types, tests, in this order; all three run even when one fails. The last line counts what passed and failed:
// each test is one, and so is a failing lint or type check.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const folder = mkdtempSync(join(tmpdir(), 'herald-test-'));
const report = join(folder, 'vitest.json');

const run = (name, args) => {
  const { status, error } = spawnSync(bin(name), args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`${name} could not be run: ${error.message}`);
  return status === 0;
};

const failures = [];
if (!run('biome', ['check', '.'])) failures.push('lint (npm run lint)');
if (!run('tsc', ['-p', '.'])) failures.push('types (npm run types)');
const given = process.argv.slice(2);
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ended = run('vitest', ['run', ...reporters, ...given]);

let counted = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
try {
  counted = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  failures.push('tests (vitest left no report)');
}
rmSync(folder, { recursive: true, force: true });
for (const file of counted.testResults) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  failures.push(...failed.map(({ fullName }) => `${file.name.replace(`${root}/`, '')}: ${fullName}`));
  // A file that could not even be loaded has no tests to count.
  if (file.status === 'failed' && failed.length === 0)
    failures.push(`${file.name.replace(`${root}/`, '')}: ${file.message.split('\n')[0]}`);
}
if (!ended && failures.length === 0) failures.push('tests (vitest ended with an error outside of them)');

const skipped = counted.numPendingTests + counted.numTodoTests;
if (failures.length > 0)
  console.log(`\nFailed:\n${failures.map((failure) => `  - ${failure}`).join('\n')}\n`);
console.log(
  `${counted.numPassedTests} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
