import { type FrontMatterRequest, mergeFrontMatter } from './frontmatter.ts';
import { type Conflict, type MergeRequest, type MergeResult, mergeSections } from './sections.ts';

/** A file of managed sections below front matter whose keys Herald owns. */
export type DocumentRequest = MergeRequest & { frontMatter: FrontMatterRequest };

/** What the merge made of the file; keys and sections are remembered apart. */
export type DocumentResult = MergeResult & { keys: Map<string, string>; keyConflicts: Conflict[] };

/** Merges sections and front matter into one text; a refusal of either leaves the whole file alone. */
export async function mergeDocument(request: DocumentRequest): Promise<DocumentResult> {
  const sections = await mergeSections(request);
  const gone = request.current === undefined && sections.text === undefined;
  if (sections.refusal !== undefined || gone) return { ...sections, keys: new Map(), keyConflicts: [] };
  const front = mergeFrontMatter(sections.text ?? request.current ?? '', request.frontMatter);
  const report = { ...sections, keys: front.written, keyConflicts: front.conflicts };
  if (front.refusal !== undefined) return { ...report, text: undefined, refusal: front.refusal };
  return { ...report, text: front.text === request.current ? undefined : front.text };
}
