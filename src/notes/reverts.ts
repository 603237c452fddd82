import type { Unit } from './types.ts';

const REVERT = /^revert(?:s|ed|ing)?(?:\([^)]*\))?!?:?\s+(?:["'“](.+?)["'”]?\.*|(.+?))$/i;

interface Target {
  subject: string | null;
  shas: string[];
  pull: number | null;
}

const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s*\(#\d+\)$/, '')
    .replace(/["'“”….]/g, '')
    .trim();

function revertTarget(unit: Unit): Target | null {
  const named = REVERT.exec(unit.subject.replace(/\s*\(#\d+\)$/, ''));
  const shas = [...unit.body.matchAll(/\breverts? (?:commit )?([0-9a-f]{7,64})\b/gi)].map(
    (match) => match[1] ?? '',
  );
  if (!named && shas.length === 0) return null;
  const inner = named?.[1] ?? named?.[2] ?? null;
  const pull =
    /^Reverts? (?:\S+)?#(\d+)/im.exec(unit.body)?.[1] ?? (inner ? /\(#(\d+)\)/.exec(inner)?.[1] : undefined);
  return {
    subject: inner === null ? null : normal(inner),
    shas,
    pull: pull === undefined ? null : Number(pull),
  };
}

function findTarget(target: Target, before: Unit[]): number {
  const bySha = before.findLastIndex((unit) => target.shas.some((sha) => unit.sha.startsWith(sha)));
  if (bySha >= 0) return bySha;
  if (target.pull !== null) {
    const byPull = before.findLastIndex((unit) => unit.pullRequest === target.pull);
    if (byPull >= 0) return byPull;
  }
  return before.findLastIndex((unit) => target.subject !== null && normal(unit.subject) === target.subject);
}

/** Drops each revert together with the change of the same range it takes back; a revert of a revert brings it back. */
export function cancelReverts(oldestFirst: Unit[]): Unit[] {
  const kept: Unit[] = [];
  const undone = new Map<Unit, Unit>();
  for (const unit of oldestFirst) {
    const target = revertTarget(unit);
    if (target === null) {
      kept.push(unit);
      continue;
    }
    const revived = [...undone].find(([revert]) => findTarget(target, [revert]) === 0);
    if (revived) {
      kept.push(revived[1]);
      undone.delete(revived[0]);
      continue;
    }
    const at = findTarget(target, kept);
    if (at < 0) kept.push(unit);
    else undone.set(unit, ...(kept.splice(at, 1) as [Unit]));
  }
  return kept;
}
