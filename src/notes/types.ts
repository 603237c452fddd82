/** The sections every project's own headings are reduced to. */
export type Section = 'breaking' | 'feat' | 'fix' | 'perf' | 'docs' | 'other';

/** One commit as git tells it; `files` is empty for a merge. */
export interface Commit {
  sha: string;
  parents: string[];
  author: string;
  subject: string;
  body: string;
  files: string[];
}

/** What a subject line says once its conventions are taken off. */
export interface Subject {
  type: string | null;
  scope: string | null;
  area: string | null;
  breaking: boolean;
  breakingNote: string | null;
  text: string;
  pullRequest: number | null;
  references: number[];
}

/** One change as people speak of it: a commit, or a merged pull request with its commits. */
export interface Unit extends Subject {
  sha: string;
  shas: string[];
  author: string;
  subject: string;
  body: string;
  files: string[];
}

/** One list item of a published changelog. */
export interface PublishedEntry {
  text: string;
  section: Section;
  heading: string | null;
  numbers: number[];
  shas: string[];
  scopeStyle: 'bold' | 'bracket' | 'plain' | null;
  type: string | null;
}

/** One published release of a changelog. */
export interface PublishedSection {
  version: string;
  compareFrom: string | null;
  entries: PublishedEntry[];
}

/** One line of the draft. */
export interface NotesEntry {
  commit: string;
  commits: string[];
  pullRequest: number | null;
  section: Section;
  heading: string;
  text: string;
  breaking: boolean;
  scope: string | null;
}

/** A mistake of the caller that one sentence explains. */
export class NotesError extends Error {
  override name = 'NotesError';
}
