import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { frontmatter } from 'micromark-extension-frontmatter';

/** A managed section by offsets: `start`..`end` with its markers, `from`..`to` the text between them. */
export type Section = { id: string; start: number; from: number; to: number; end: number };

/** Where the sections of a text are, and where its first section would go. */
export type Located = { sections: Section[]; top: number } | { refusal: string };

/** The shape of a section's id. */
export const sectionId = /^[a-z0-9:._-]+$/;
const marker = /^<!-- herald:([a-z0-9:._-]+) (start|end) -->$/;
const markerLike = /<!--\s*herald:/;

type Marker = { id: string; kind: string; start: number; end: number };
type Found = { markers: Marker[]; top: number } | { refusal: string };

function findMarkers(text: string): Found {
  // Offsets of the parser count from after a byte order mark.
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const tree = fromMarkdown(text.slice(bom), {
    extensions: [frontmatter(['yaml'])],
    mdastExtensions: [frontmatterFromMarkdown(['yaml'])],
  });
  const markers: Marker[] = [];
  let top = bom;
  let heading = false;
  for (const node of tree.children) {
    const start = (node.position?.start.offset ?? 0) + bom;
    const end = (node.position?.end.offset ?? 0) + bom;
    if (node.type === 'yaml') top = end;
    if (node.type === 'heading' && node.depth === 1 && !heading && markers.length === 0) {
      heading = true;
      top = end;
    }
    if (node.type !== 'html' || !markerLike.test(node.value)) continue;
    const match = marker.exec(node.value.trim());
    const [, id, kind] = match ?? [];
    if (id === undefined || kind === undefined) {
      return { refusal: `A marker shares its lines with other text: ${node.value.slice(0, 80).trim()}` };
    }
    markers.push({ id, kind, start, end });
  }
  return { markers, top };
}

/** Finds the managed sections of a markdown text; markers in code, lists and quotes are only text. */
export function locate(text: string): Located {
  const found = findMarkers(text);
  if ('refusal' in found) return found;
  const sections: Section[] = [];
  const seen = new Set<string>();
  let open: Marker | undefined;
  for (const each of found.markers) {
    if (each.kind === 'start') {
      if (open !== undefined) return { refusal: `The end marker of "${open.id}" is missing.` };
      if (seen.has(each.id)) return { refusal: `The section "${each.id}" stands twice.` };
      seen.add(each.id);
      open = each;
    } else {
      if (open?.id !== each.id) return { refusal: `The start marker of "${each.id}" is missing.` };
      sections.push({ id: each.id, start: open.start, from: open.end, to: each.start, end: each.end });
      open = undefined;
    }
  }
  if (open !== undefined) return { refusal: `The end marker of "${open.id}" is missing.` };
  return { sections, top: found.top };
}

/** Whether a text holds a marker of this id anywhere, even where it is only text. */
export function mentions(text: string, id: string): boolean {
  return text.includes(`<!-- herald:${id} start -->`) || text.includes(`<!-- herald:${id} end -->`);
}
