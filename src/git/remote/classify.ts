import type { Problem } from '../repository.ts';
import type { GitResult } from '../run.ts';

/** What a failed fetch or push means; 'lock' is a busy server whose branch may have moved. */
export type Verdict = Problem['outcome'] | 'lock' | 'gone';

const damage =
  /is corrupt|bad object|object file \S+ is empty|invalid sha1 pointer|unable to read (tree|sha1)|not a git repository|missing (tree|commit)|unable to find [0-9a-f]{40}/i;

/** Whether the clone itself is damaged, so that it must be made anew. */
export function isDamage(reason: string): boolean {
  return damage.test(reason);
}

type Rule = [RegExp, Verdict];

const authentication: Rule[] = [
  [
    /Authentication failed|could not read (Username|Password)|terminal prompts disabled|invalid credentials/i,
    'auth',
  ],
  [
    /Permission denied \((publickey|password|keyboard)|Host key verification failed|Permission to \S+ denied/i,
    'auth',
  ],
  [
    /returned error: 40[13]\b|HTTP 40[13]\b|Repository not found|You are not allowed to|access denied/i,
    'auth',
  ],
];

const machine: Rule[] = [
  [/Out of diskspace|No space left on device|Read-only file system|Disk quota exceeded/i, 'local'],
  [
    /dubious ownership|spawn git|insufficient permission|is corrupt|bad object|unable to create temporary/i,
    'local',
  ],
  [/(shallow|index|config|HEAD|packed-refs)\.lock': File exists/i, 'local'],
];

const questions: Rule[] = [
  [/Not a valid object name|unknown revision|bad revision|ambiguous argument|not a tree object/i, 'refused'],
];

const network: Rule[] = [
  [
    /Failed to connect|Couldn't connect|Could not resolve|Connection (refused|timed out|reset)|unreachable/i,
    'busy',
  ],
  [/returned error: (429|5\d\d)|does not appear to be a git repository|unable to connect|not found/i, 'busy'],
  [/Operation too slow|hung up unexpectedly|early EOF|Could not read from remote repository/i, 'busy'],
];

const rejections: Rule[] = [
  [/cannot lock ref[^\n]*File exists|unpacker error|No space left|unable to migrate|timed? ?out/i, 'lock'],
  [/stale info|fetch first|non-fast-forward|needs force|but expected|reference already exists/i, 'stale'],
  [
    /hook declined|protected branch|GH00\d|GH01\d|denying|denied|prohibited|not allowed|checked out/i,
    'policy',
  ],
  [/failed to update ref|cannot lock ref|failed to lock/i, 'stale'],
  [/remote failure|failed to report status/i, 'unknown'],
];

function first(rules: readonly Rule[], text: string): Verdict | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}

/** What a failed fetch, clone or ls-remote means. */
export function classifyFetch(result: GitResult): Verdict {
  const text = `${result.stderr}\n${result.failure ?? ''}`;
  if (/couldn't find remote ref/i.test(text)) return 'gone';
  if (result.timedOut) return 'busy';
  return first([...authentication, ...machine, ...questions, ...network], text) ?? 'busy';
}

/** What a push means by git's porcelain lines and messages; undefined if it arrived. */
export function classifyPush(result: GitResult): Verdict | undefined {
  const lines = result.stdout.toString('utf8').split('\n');
  const rejected = lines.find((line) => line.startsWith('!'));
  if (result.code === 0 && rejected === undefined) return undefined;
  const text = `${result.stderr}\n${result.failure ?? ''}`;
  // The line itself speaks of our branch; the messages may be about anything.
  if (rejected !== undefined)
    return first(rejections, rejected + text.replace(/^(error|hint|To) .*$/gm, '')) ?? 'policy';
  if (result.timedOut) return 'unknown';
  // Before the server has named the branch nothing can have been applied, unless the connection broke later.
  if (/RPC failed|hung up|unexpected disconnect|early EOF|too slow|send-pack/i.test(text)) return 'unknown';
  return first([...authentication, ...machine, ...network], text) ?? 'unknown';
}
