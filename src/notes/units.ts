import { parseSubject } from './commit.ts';
import type { Commit, Unit } from './types.ts';

/** Whether a merged pull request counts as one change or as the commits it brought. */
export type Granularity = 'pull' | 'commit';

interface PullMerge {
  number: number | null;
  title: string | null;
}

const firstLine = (body: string): string | null =>
  body
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? null;

/** Reads a merge commit of GitHub, GitLab, Bitbucket or Bors; null for a merge that is no pull request. */
export function readPullMerge(subject: string, body: string): PullMerge | null {
  const github = /^Merge (?:pull request|PR) #(\d+)\b(?: from \S+)?(.*)$/i.exec(subject);
  if (github) {
    const inline = github[2]?.replace(/^[\s:-]+/, '').trim();
    return { number: Number(github[1]), title: inline || firstLine(body) };
  }
  const bors = /^(?:Auto merge of|Merge) #(\d+)\b/.exec(subject);
  if (bors)
    return { number: Number(bors[1]), title: firstLine(body)?.replace(/^\d+:\s+|\s+r=\S+.*$/g, '') ?? null };
  const gitlab = /^See merge request \S*!(\d+)$/m.exec(body);
  if (gitlab && /^Merge branch /.test(subject)) return { number: Number(gitlab[1]), title: firstLine(body) };
  const bitbucket = /^Merged in \S+ \(pull request #(\d+)\)/.exec(subject);
  if (bitbucket) return { number: Number(bitbucket[1]), title: firstLine(body) };
  const squashed = /^(?!Merge )(.+?) \(#(\d+)\)$/.exec(subject);
  return squashed ? { number: Number(squashed[2]), title: subject } : null;
}

function unitOf(commit: Commit, subject: string, members: Commit[], pull: number | null): Unit {
  const body = [commit.body, ...members.map((member) => member.body)].join('\n\n').slice(0, 20_000);
  const parsed = parseSubject(subject, body);
  const only = members.length === 1 ? members[0] : undefined;
  const inner = only && parsed.type === null ? parseSubject(only.subject, only.body) : null;
  return {
    ...parsed,
    type: parsed.type ?? inner?.type ?? null,
    scope: parsed.scope ?? (parsed.type === null ? (inner?.scope ?? null) : null),
    breaking: parsed.breaking || members.some((member) => parseSubject(member.subject, member.body).breaking),
    pullRequest: pull ?? parsed.pullRequest,
    references: [
      ...new Set([
        ...parsed.references,
        ...members.flatMap((member) => parseSubject(member.subject, member.body).references),
      ]),
    ],
    sha: commit.sha,
    shas: [commit.sha, ...members.map((member) => member.sha)],
    author: members[0]?.author ?? commit.author,
    subject,
    body,
    files: [...new Set([...commit.files, ...members.flatMap((member) => member.files)])],
  };
}

class UnitBuilder {
  readonly units: Unit[] = [];
  private readonly byId: Map<string, Commit>;
  private readonly taken = new Set<string>();
  private readonly granularity: Granularity;

  constructor(commits: Commit[], granularity: Granularity) {
    this.byId = new Map(commits.map((commit) => [commit.sha, commit]));
    this.granularity = granularity;
  }

  private chain(tip: string | undefined): Commit[] {
    const chain: Commit[] = [];
    let commit = tip === undefined ? undefined : this.byId.get(tip);
    while (commit && !this.taken.has(commit.sha)) {
      this.taken.add(commit.sha);
      chain.push(commit);
      commit = this.byId.get(commit.parents[0] ?? '');
    }
    return chain.reverse();
  }

  private side(merge: Commit): Commit[] {
    const found: Commit[] = [];
    const queue = merge.parents.slice(1);
    for (let sha = queue.pop(); sha !== undefined; sha = queue.pop()) {
      const commit = this.byId.get(sha);
      if (!commit || this.taken.has(sha)) continue;
      this.taken.add(sha);
      found.push(commit);
      queue.push(...commit.parents);
    }
    return found;
  }

  private emit(commit: Commit, stack: Commit[][], pull: number | null): void {
    if (commit.parents.length < 2) {
      this.units.push(unitOf(commit, commit.subject, [], pull));
      return;
    }
    const merged = readPullMerge(commit.subject, commit.body);
    const nested = merged !== null && this.holdsPulls(commit);
    if (merged === null || nested) {
      for (const parent of commit.parents.slice(1)) stack.push(this.chain(parent));
      return;
    }
    const members = this.side(commit);
    const inner = members.filter((member) => member.parents.length < 2);
    if (this.granularity === 'commit' && inner.length > 0) {
      for (const member of inner) this.units.push(unitOf(member, member.subject, [], merged.number));
      return;
    }
    const title = merged.title ?? inner[0]?.subject ?? commit.subject;
    this.units.push(unitOf(commit, title, inner, merged.number));
  }

  private holdsPulls(merge: Commit): boolean {
    const seen = new Set<string>();
    const queue = merge.parents.slice(1);
    let pulls = 0;
    for (let sha = queue.pop(); sha !== undefined && pulls < 2; sha = queue.pop()) {
      const commit = this.byId.get(sha);
      if (!commit || this.taken.has(sha) || seen.has(sha)) continue;
      seen.add(sha);
      if (readPullMerge(commit.subject, commit.body)) pulls += 1;
      queue.push(...commit.parents);
    }
    return pulls >= 2;
  }

  run(tips: string[]): Unit[] {
    for (const tip of tips) {
      const stack: Commit[][] = [this.chain(tip)];
      while (stack.length > 0) {
        const next = stack.at(-1)?.shift();
        if (next === undefined) stack.pop();
        else this.emit(next, stack, null);
      }
    }
    return this.units;
  }
}

/** Turns a range of commits into the changes people speak of, oldest first, merges folded into their pull requests. */
export function buildUnits(commits: Commit[], granularity: Granularity): Unit[] {
  return new UnitBuilder(commits, granularity).run(commits.map((commit) => commit.sha));
}

/** Chooses the granularity without history: commits when those inside the pull requests follow the convention. */
export function defaultGranularity(commits: Commit[]): Granularity {
  const merges = commits.filter((commit) => commit.parents.length > 1);
  if (merges.length === 0) return 'pull';
  const titled = merges.filter(
    (merge) => parseSubject(readPullMerge(merge.subject, merge.body)?.title ?? '', '').type !== null,
  );
  const plain = commits.filter((commit) => commit.parents.length < 2);
  const typed = plain.filter((commit) => parseSubject(commit.subject, '').type !== null);
  return typed.length >= 0.6 * plain.length && titled.length < 0.5 * merges.length ? 'commit' : 'pull';
}
