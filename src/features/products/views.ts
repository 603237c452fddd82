import { isTimezone } from '../../jobs/when.ts';
import type { DocumentNews } from '../../outbox/documents.ts';
import type { Entered } from '../../slack/answers.ts';
import { type Message, type ModalView, modal, say, section } from '../../slack/blocks.ts';
import { RefusedFields } from '../../slack/errors.ts';
import { channelField, peopleField, textField } from '../../slack/inputs.ts';
import { escapeText, shorten } from '../../slack/text.ts';
import { ROLES, type Roles } from '../people/index.ts';
import { noRoles, type ProductSettings } from './product.ts';

export const SETUP = 'products.setup';

/** The modal "Set up Herald". `about` is the product's id and version, or empty for a new product. */
export const setupModal = (about: string, settings: ProductSettings): ModalView =>
  modal({
    id: SETUP,
    title: 'Set up Herald',
    submit: 'Save',
    about,
    blocks: [
      section('Herald announces releases, listens, and writes down what was learned in your repository.'),
      textField('name', 'Product name', { value: settings.name, most: 80 }),
      channelField('channel', 'Announcement channel', {
        value: settings.announceChannel ?? undefined,
        optional: true,
        hint: 'Herald must be in it: type /invite @Herald there.',
      }),
      textField('remote', 'Repository', {
        value: settings.remote ?? undefined,
        optional: true,
        most: 500,
        hint: 'Any address git knows. Without one, the record waits until there is one.',
      }),
      textField('branch', 'Branch', {
        value: settings.branch ?? undefined,
        optional: true,
        most: 200,
        hint: "Left empty: the repository's default branch.",
      }),
      textField('folder', 'Documents folder', {
        value: settings.folder,
        optional: true,
        most: 150,
        hint: 'Left empty: the root of the repository.',
      }),
      ...ROLES.map(({ id, label, owns }) =>
        peopleField(id, label, { values: settings.roles[id], optional: true, hint: `Owns: ${owns}.` }),
      ),
      textField('timezone', 'Timezone', {
        value: settings.timezone,
        most: 60,
        hint: 'Such as Europe/Berlin.',
      }),
    ],
  });

const folderProblem = (folder: string): boolean =>
  folder.startsWith('/') ||
  folder.split('/').some((part) => part === '..' || part === '.git' || part.startsWith('-'));

/** Reads what was entered in "Set up Herald". */
export function readSetup(entered: Entered): ProductSettings {
  const folder = (entered.one('folder') ?? '').replace(/\/+$/, '');
  const settings = {
    name: entered.one('name') ?? '',
    announceChannel: entered.one('channel') ?? null,
    remote: entered.one('remote') ?? null,
    branch: entered.one('branch') ?? null,
    folder,
    roles: Object.fromEntries(
      Object.keys(noRoles).map((role) => [role, entered.many(role)]),
    ) as unknown as Roles,
    timezone: entered.one('timezone') ?? 'UTC',
  };
  const problems: Record<string, string> = {};
  if (settings.name === '') problems['name'] = 'Give the product a name.';
  if (settings.name.length > 80) problems['name'] = 'At most 80 characters.';
  if (folderProblem(folder)) problems['folder'] = 'A folder inside the repository, such as docs/releases.';
  if (!isTimezone(settings.timezone))
    problems['timezone'] = 'Not a time zone that is known. Try one such as Europe/Berlin.';
  if (Object.keys(problems).length > 0) throw new RefusedFields(problems);
  return settings;
}

/** What a person must hear about a repository; what went well is not told. */
export type Told = Exclude<DocumentNews, { kind: 'written' }>;

const code = (text: string): string =>
  `\`\`\`\n${escapeText(shorten(text, 1000)).replaceAll('```', "'''")}\n\`\`\``;

const named = (path: string): string => `\`${escapeText(path)}\``;

function told(news: Told): string {
  switch (news.kind) {
    case 'conflict':
      return news.conflicts
        .map(
          (conflict) =>
            `Somebody changed lines of ${named(news.path)} that Herald wanted to change too. Herald kept their text. To have Herald's text instead, put this in its place:\n${code(conflict.ours)}`,
        )
        .join('\n');
    case 'removed':
      return `Somebody removed ${news.sections.map(named).join(', ')} from ${named(news.path)}. Herald does not add it again.`;
    case 'refused':
      return `Herald left ${named(news.path)} alone. ${escapeText(news.reason)} Mend the file. Then type \`/release setup\` and press Save.`;
    case 'blocked':
      return `Herald cannot write to the repository. ${escapeText(news.reason)} Nothing is lost: Herald keeps what it has to write and tries again.`;
  }
}

/** The message to a Project Planner about their repository. */
export const newsMessage = (news: Told): Message => say(told(news));
