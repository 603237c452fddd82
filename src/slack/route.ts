import type { Acting, Answer, Entries } from './entry.ts';
import { help } from './help.ts';
import { shorten, unescapeText } from './text.ts';

/** Finds what a typed command means and does it; an unknown or empty subcommand prints help. */
export async function route<P>(
  entries: Entries<P>,
  parts: P,
  acting: Acting,
  command: string,
  typed: string,
): Promise<Answer> {
  const slash = entries.slashCommands.find((known) => known.command === command);
  if (!slash) return { note: { text: `Herald does not know ${command}.`, blocks: [] } };
  const text = typed.trim();
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const found = entries.commands.find(
    (known) => known.command === command && known.name === word.toLowerCase(),
  );
  if (found && (found.usage !== '' || rest === '')) return found.run(parts, acting, unescapeText(rest));
  const asksHelp = word.toLowerCase() === 'help' && (rest === '' || !slash.otherwise);
  if (!asksHelp && slash.otherwise) return slash.otherwise(parts, acting, unescapeText(text));
  if (found) return found.run(parts, acting, unescapeText(rest));
  return {
    note: help(slash, entries.commands, asksHelp ? undefined : shorten(unescapeText(word), 60) || undefined),
  };
}
