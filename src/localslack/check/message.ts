import limits from '../contract/limits.json' with { type: 'json' };
import { codePoints, type Obj, obj, objs, str } from '../json.ts';
import { SlackError } from '../world/error.ts';
import { checkBlocks } from './blocks.ts';
import { problemText } from './problem.ts';

/** The most characters that a message's blocks may have together, as users measured it. */
const MOST_BLOCK_CHARACTERS = 13_200;
const MOST_METADATA_BYTES = 16_000;

/** Refuses, in Slack's words, a message that Slack would not take; an edit may leave the text out. */
export function refuseBadMessage(args: Obj): void {
  const blocks = objs(args.blocks);
  const attachments = objs(args.attachments);
  const text = str(args.text);
  if (args.markdown_text !== undefined) refuseMarkdown(args);
  if (!text && !blocks.length && !attachments.length && !str(args.markdown_text))
    throw new SlackError('no_text');
  if (attachments.length > limits.message.attachments.max_items) throw new SlackError('too_many_attachments');
  if (args.blocks !== undefined) refuseBlocks(args.blocks);
  for (const [index, attachment] of attachments.entries()) {
    if (attachment.blocks !== undefined) refuseBlocks(attachment.blocks, `/attachments/${index}/blocks`);
  }
  if (args.metadata !== undefined) refuseMetadata(obj(args.metadata));
}

function refuseMarkdown(args: Obj): void {
  if (str(args.text) || objs(args.blocks).length) throw new SlackError('markdown_text_conflict');
  if (codePoints(str(args.markdown_text)) > 12_000) throw new SlackError('msg_too_long');
}

function refuseBlocks(blocks: unknown, pointer = '/blocks'): void {
  const problems = checkBlocks(blocks, 'message', pointer);
  if (problems.length) throw new SlackError('invalid_blocks', problems.map(problemText));
  if (codePoints(allText(blocks)) > MOST_BLOCK_CHARACTERS) throw new SlackError('msg_blocks_too_long');
}

function allText(value: unknown): string {
  if (Array.isArray(value)) return value.map(allText).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (typeof inner === 'string' ? (key === 'text' ? inner : '') : allText(inner)))
    .join('');
}

function refuseMetadata(metadata: Obj): void {
  if (!str(metadata.event_type))
    throw new SlackError('invalid_metadata_format', ['[ERROR] event_type is required']);
  const bad = Object.keys(obj(metadata.event_payload)).filter((key) => !/^[a-z][a-z0-9_]*$/i.test(key));
  if (bad.length)
    throw new SlackError(
      'invalid_metadata_format',
      bad.map((key) => `[ERROR] bad metadata key: ${key}`),
    );
  if (Buffer.byteLength(JSON.stringify(metadata)) > MOST_METADATA_BYTES)
    throw new SlackError('metadata_too_large');
}
