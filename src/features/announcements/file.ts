import { dayIn } from '../../jobs/when.ts';
import { safeMarkdown } from '../../text/foreign-markdown.ts';
import { tableCell } from '../../text/markdown.ts';
import type { Product } from '../products/index.ts';
import type { Release } from '../releases/index.ts';
import { counted, type Reach } from './announcement.ts';

/** What the record tells of one release. */
export type ReleaseEntry = {
  readonly release: Release;
  readonly reach: Reach;
  /** How many channels and people it was announced to. */
  readonly channels: number;
  readonly people: number;
  /** The name of whoever announced it. */
  readonly announcedBy: string;
};

const part = (title: string, markdown: string): string =>
  markdown.trim() ? `### ${title}\n\n${safeMarkdown(markdown, 3)}` : '';

const STATES: Record<Release['state'], string> = {
  draft: 'Being prepared',
  ready: 'Ready',
  announced: 'Announced',
  monitoring: 'Announced and watched',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
};

function status({ release, channels, people, announcedBy }: ReleaseEntry, timezone: string): string {
  const stage = `${release.stage} release`;
  if (release.announcedAt === null) {
    const planned = release.plannedFor ? ` Planned for ${release.plannedFor}.` : '';
    return `${stage}. ${STATES[release.state]}.${planned}`;
  }
  const told = counted(channels, people);
  return `${stage}. ${STATES[release.state]} on ${dayIn(timezone, release.announcedAt)} by ${tableCell(announcedBy)}${told ? ` to ${told}` : ''}.`;
}

function reachPart({ release, reach }: ReleaseEntry): string {
  if (release.announcedAt === null) return '';
  const failed = reach.failed > 0 ? ` ${reach.failed} could not be delivered.` : '';
  return `### Reach\n\nDelivered to ${reach.delivered} of ${reach.audience}; ${reach.acknowledged} said "Got it".${failed}`;
}

/** One release in the record, as markdown. */
export function releaseSection(entry: ReleaseEntry, timezone: string): string {
  const { release } = entry;
  const title = release.title ? `${release.version}: ${safeMarkdown(release.title, 0)}` : release.version;
  return [
    `## ${title}`,
    status(entry, timezone),
    part("What's new", release.notes),
    part('How to use it', release.howTo),
    part('Rollback plan', release.rollback),
    reachPart(entry),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** What a new record of releases begins with. */
export const releaseNotesHeading = (product: Pick<Product, 'name'>): string =>
  `# Release notes of ${safeMarkdown(product.name, 0)}\n`;
