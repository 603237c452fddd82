import { escapeMarkdown, tableCell } from '../../text/markdown.ts';
import type { Decision } from './decision.ts';

/** What the logbook tells of a decision, with the names that people know. */
export type Entry = {
  readonly decision: Decision;
  /** The day it was made, in the product's time zone. */
  readonly day: string;
  /** The release, or the product. */
  readonly name: string;
  readonly who: string;
  readonly alone: boolean;
};

/** How a new logbook begins. */
export const LOGBOOK_HEADING = '# Vision logbook\n';

/** The section of a decision keeps its id for good. */
export const sectionOf = (decision: Decision): string =>
  `decision:${decision.id.replaceAll('-', '').slice(0, 12)}`;

/** One entry of the logbook. */
export function entryText({ decision, day, name, who, alone }: Entry): string {
  const by = `Decided by ${tableCell(who)}${alone ? ', who also asked for it: decided by one person' : ''}.`;
  return [
    `## ${day}: ${decision.kind}, ${tableCell(name)}`,
    `**Why**\n\n${escapeMarkdown(decision.why)}`,
    `**Risks**\n\n${decision.risks ? escapeMarkdown(decision.risks) : 'None were named.'}`,
    decision.reviewOn ? `${by} Review on ${decision.reviewOn}.` : `${by} No review date was set.`,
  ].join('\n\n');
}
