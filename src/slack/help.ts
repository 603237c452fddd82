import { header, type Message, section } from './blocks.ts';
import type { Command, SlashCommand } from './entry.ts';
import { escapeText } from './text.ts';

const line = <P>(command: Command<P>): string => {
  const typed = [command.command, command.name, command.usage].filter((word) => word !== '').join(' ');
  return `\`${escapeText(typed)}\`  ${command.does}\n        _Example:_ \`${escapeText(command.example)}\``;
};

/** Help for one slash command, drawn from the table that routes it; `unknown` is the word that was not understood. */
export function help<P>(slash: SlashCommand<P>, commands: readonly Command<P>[], unknown?: string): Message {
  const own = commands.filter((command) => command.command === slash.command);
  const lead = unknown
    ? `\`${slash.command}\` has no \`${escapeText(unknown)}\`. This is what it can do.`
    : slash.description;
  const lines = own.map(line);
  const half = Math.ceil(lines.length / 2);
  const parts = lines.length > 8 ? [lines.slice(0, half), lines.slice(half)] : [lines];
  return {
    text: `${lead}\n${lines.join('\n')}`,
    blocks: [
      header(`${slash.command} help`),
      section(lead),
      ...parts.filter((part) => part.length > 0).map((part) => section(part.join('\n'))),
    ],
  };
}
