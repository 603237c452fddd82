import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalSlack } from '../index.ts';
import { type Obj, obj, objs, str } from '../json.ts';
import type { Channel } from '../people/channel.ts';
import type { LocalMessage } from '../people/local-message.ts';
import { type Names, namesOf } from '../text/names.ts';
import type { Workspace } from '../workspace.ts';
import type { FileRecord } from '../world/records.ts';
import { html } from './html.ts';
import type { ShownMessage } from './message.ts';
import { renderChannelPage, renderHomePage, renderModalPage, renderPage } from './page.ts';

interface Page {
  file: string;
  title: string;
  kind: 'Channels' | 'Direct messages' | 'Home tabs' | 'Modals';
  text: string;
}

/** Writes every channel, direct message, Home tab and shown modal as a page, and an index of them; gives the files' names. */
export async function writePages(slack: LocalSlack, dir: string): Promise<string[]> {
  await mkdir(dir, { recursive: true });
  const pages = slack.workspaces.flatMap((workspace) => pagesOf(slack, workspace));
  await Promise.all(pages.map((page) => writeFile(join(dir, page.file), page.text)));
  await writeFile(join(dir, 'index.html'), index(slack.team.name, pages));
  return ['index.html', ...pages.map((page) => page.file)];
}

function index(name: string, pages: Page[]): string {
  const kinds: Page['kind'][] = ['Channels', 'Direct messages', 'Home tabs', 'Modals'];
  const sections = kinds.map((kind) => {
    const items = pages
      .filter((page) => page.kind === kind)
      .map((page) => html`<li><a href="${page.file}">${page.title}</a></li>`);
    return html`<h3>${kind}</h3><ul class="list">${items}</ul>`;
  });
  return renderPage(name, name, html`${sections}`);
}

function pagesOf(slack: LocalSlack, workspace: Workspace): Page[] {
  const { team } = workspace;
  const names = namesOf(team);
  const { files } = slack.context.world;
  const prefix = team === slack.team ? '' : `${team.domain}-`;
  return [
    ...workspace.channels.map((channel) => channelPage(workspace, channel, files, prefix)),
    ...workspace.people.flatMap((person): Page[] => {
      const { dm } = person;
      const messages = [
        ...dm.messages.map((one) => shown(one, names, files)),
        ...notes(workspace, dm.id, files),
      ].toSorted(byTime);
      if (!messages.length) return [];
      const title = `${person.user.realName} and ${names.user(team.botUserId)}`;
      return [
        {
          file: `${prefix}dm-${slug(person.name)}.html`,
          title,
          kind: 'Direct messages',
          text: renderChannelPage({ title, messages }, team.name, names),
        },
      ];
    }),
    ...workspace.people.flatMap((person): Page[] => {
      const home = team.homes.get(person.id);
      const title = `Home of ${person.user.realName}`;
      return home
        ? [
            {
              file: `${prefix}home-${slug(person.name)}.html`,
              title,
              kind: 'Home tabs',
              text: renderHomePage(home.payload, team.name, names, person.user.realName),
            },
          ]
        : [];
    }),
    ...modalPages(slack, workspace, names, prefix),
  ];
}

function modalPages(slack: LocalSlack, workspace: Workspace, names: Names, prefix: string): Page[] {
  const own = slack.shownModals.filter((one) => one.teamId === workspace.teamId);
  return own.map((one, position) => {
    const title = `${str(obj(one.view.title).text)} – ${names.user(one.userId)}`;
    const note = `${names.user(one.userId)}, ${new Date(one.at).toISOString().slice(0, 16).replace('T', ' ')} (${one.how})`;
    const file = `${prefix}modal-${String(position + 1).padStart(2, '0')}-${slug(str(obj(one.view.title).text))}.html`;
    return { file, title, kind: 'Modals', text: renderModalPage(one.view, workspace.team.name, names, note) };
  });
}

function channelPage(
  workspace: Workspace,
  channel: Channel,
  files: Map<string, FileRecord>,
  prefix: string,
): Page {
  const names = namesOf(workspace.team);
  const messages = [
    ...channel.messages.map((one) => shown(one, names, files)),
    ...notes(workspace, channel.id, files),
  ].toSorted(byTime);
  const title = `${channel.isPrivate ? '🔒' : '#'} ${channel.name}`;
  const note = channel.archived ? 'This channel is archived.' : '';
  const file = `${prefix}channel-${slug(channel.name)}.html`;
  return {
    file,
    title,
    kind: 'Channels',
    text: renderChannelPage({ title, messages, note }, workspace.team.name, names),
  };
}

function notes(workspace: Workspace, channelId: string, files: Map<string, FileRecord>): ShownMessage[] {
  const names = namesOf(workspace.team);
  return workspace.people.flatMap((person) =>
    person.inbox.filter((one) => one.channelId === channelId).map((one) => shown(one, names, files)),
  );
}

function shown(message: LocalMessage, names: Names, files: Map<string, FileRecord>): ShownMessage {
  const { record } = message;
  return {
    author: message.author,
    isApp: message.fromApp,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks.map((block) => withPictures(block, files)),
    attachments: message.attachments,
    files: message.files.map((file) => ({ title: file.title, picture: dataUrl(file) })),
    reactions: message.reactions,
    edited: message.edited,
    onlyFor: record.onlyFor && names.user(record.onlyFor),
    thread:
      record.threadTs && record.threadTs !== record.ts
        ? []
        : message.thread.map((reply) => shown(reply, names, files)),
  };
}

/** A picture's bytes as an address, so that the page needs nothing beside itself. */
function dataUrl(file: FileRecord | undefined): string | undefined {
  if (!file?.mimetype.startsWith('image/')) return undefined;
  return `data:${file.mimetype};base64,${file.content.toString('base64')}`;
}

// Pictures that were uploaded to Slack are shown; those elsewhere on the web are only named.
function withPictures(value: Obj, files: Map<string, FileRecord>): Obj {
  const inner = Object.entries(value).map(([key, one]) => [
    key,
    Array.isArray(one) ? objs(one).map((item) => withPictures(item, files)) : one,
  ]);
  const url = dataUrl(files.get(str(obj(value.slack_file).id)));
  return value.type === 'image' && url
    ? { ...value, image_url: url }
    : ['elements', 'child_blocks'].some((key) => key in value)
      ? Object.fromEntries(inner)
      : value;
}

function byTime(a: ShownMessage, b: ShownMessage): number {
  return Number(a.ts) - Number(b.ts);
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'page'
  );
}
