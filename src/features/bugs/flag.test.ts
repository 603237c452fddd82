import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announced, openRoom, type Room } from '../../../test/room.ts';
import type { LocalMessage } from '../../localslack/index.ts';
import { allProducts } from '../products/index.ts';
import { bugsOf } from './index.ts';

const HOSTILE =
  '<!channel> <@U1> `code` *bold* [x](http://evil.example) <b>html</b> שלום 🎉 <!-- herald:story end --> | cell';

describe('flagging a bug', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const logged = async () => {
    await room.settled();
    const [product] = await allProducts(room.herald.parts.db);
    return product ? bugsOf(room.herald.parts, product.workspace, product.id) : [];
  };
  const cardOf = (message: LocalMessage): LocalMessage => {
    const found = message.thread.find((one) => one.visibleText.startsWith('BUG-'));
    if (!found) throw new Error(`No card: ${message.thread.map((one) => one.visibleText).join('\n')}`);
    return found;
  };

  it('logs one bug however many react and however often Slack redelivers', async () => {
    const message = await room.ben.post(room.general, 'The export hangs\nIt stops at 99%.');
    const refs = [];
    for (const person of [room.ana, room.ben, room.cleo]) {
      await person.react(message, 'bug');
      refs.push(room.slack.lastEvent);
    }
    await Promise.all(refs.map((ref) => room.slack.redeliver(ref, 3)));
    const bugs = await logged();
    expect(bugs).toMatchObject([
      { number: 1, title: 'The export hangs', status: 'New', link: message.permalink },
    ]);
    expect(bugs[0]?.reporters).toEqual([room.ana.id, room.ben.id, room.cleo.id]);
    expect(message.thread).toHaveLength(1);
    const card = cardOf(message);
    expect(card.visibleText).toContain('BUG-1 logged');
    expect(card.visibleText).toMatch(/reported by @?ana.*, @?ben.* and @?cleo/i);
    expect(card.visibleText).toContain('[Triage] [Not a bug] [Same as…]');
    const file = room.remote.read('bugs/BUG-0001-the-export-hangs.md');
    expect(file).toContain('id: BUG-1\ntitle: The export hangs\nstatus: New\n');
    expect(file).toMatch(/^reporters: \[ana.*, ben.*, cleo.*\]$/im);
    expect(file).toContain('> It stops at 99%.');
    expect(file).toContain(`source: ${message.permalink}`);
    expect(room.remote.read('bugs/README.md')).toContain('[BUG-1](BUG-0001-the-export-hangs.md)');
    expect(room.remote.subjects()[0]).toContain('log BUG-1');
  });

  it('logs one bug when everybody reacts at the same moment', async () => {
    const message = await room.ben.post(room.general, 'Blank page');
    await Promise.all([room.ana, room.ben, room.cleo].map((person) => person.react(message, 'bug')));
    const bugs = await logged();
    expect(bugs).toHaveLength(1);
    expect(new Set(bugs[0]?.reporters)).toEqual(new Set([room.ana.id, room.ben.id, room.cleo.id]));
  });

  it('numbers bugs without gaps, whoever comes first', async () => {
    const messages = [];
    for (const text of ['One', 'Two', 'Three']) messages.push(await room.ben.post(room.general, text));
    const other = await room.ben.post(room.beta, 'Four');
    await Promise.all([...messages, other].map((message) => room.ana.react(message, 'bug')));
    expect((await logged()).map((bug) => bug.number)).toEqual([4, 3, 2, 1]);
  });

  it('ignores other emoji, and counts a skin tone', async () => {
    const message = await room.ben.post(room.general, 'Hm');
    await room.ana.react(message, 'eyes');
    expect(await logged()).toEqual([]);
    await room.ana.react(message, 'bug::skin-tone-2');
    expect(await logged()).toHaveLength(1);
  });

  it('withdraws an untouched bug with its last flag, and brings it back', async () => {
    const message = await room.ben.post(room.general, 'The search is broken');
    await room.ana.react(message, 'bug');
    await room.cleo.react(message, 'bug');
    await room.ana.unreact(message, 'bug');
    expect(await logged()).toMatchObject([{ status: 'New', reporters: [room.cleo.id] }]);
    await room.cleo.unreact(message, 'bug');
    expect(await logged()).toMatchObject([{ status: 'Withdrawn', reporters: [] }]);
    expect(cardOf(message).visibleText).toContain('BUG-1 withdrawn');
    expect(cardOf(message).visibleText).not.toContain('[Triage]');
    await room.ben.react(message, 'bug');
    expect(await logged()).toMatchObject([{ number: 1, status: 'New', reporters: [room.ben.id] }]);
    expect(cardOf(message).visibleText).toContain('BUG-1 logged');
    expect(message.thread).toHaveLength(1);
  });

  it('keeps a bug that somebody has touched when the last flag goes', async () => {
    const message = await room.ben.post(room.general, 'The search is broken');
    await room.ana.react(message, 'bug');
    await room.settled();
    const { modal } = await room.ben.press(cardOf(message), 'Triage');
    modal?.choose('Severity', 'Major');
    await modal?.submit();
    await room.ana.unreact(message, 'bug');
    expect(await logged()).toMatchObject([{ status: 'New', severity: 'Major', reporters: [room.ana.id] }]);
  });

  it('answers in the thread of a reply, and counts a flag on its own card', async () => {
    const parent = await room.ben.post(room.general, 'Release day');
    const reply = await room.cleo.post(room.general, 'The login loops', { thread: parent });
    await room.ana.react(reply, 'bug');
    expect(await logged()).toMatchObject([{ title: 'The login loops' }]);
    const card = cardOf(parent);
    await room.ben.react(card, 'bug');
    const bugs = await logged();
    expect(bugs).toHaveLength(1);
    expect(bugs[0]?.reporters).toEqual([room.ana.id, room.ben.id]);
  });

  it('belongs to the release whose announcement it is under, a bot’s post included', async () => {
    await announced(room, '1.4.0');
    await announced(room, '1.5.0', [room.beta]);
    const [card] = room.general.messages;
    if (!card) throw new Error('No card.');
    const reply = await room.cleo.post(room.general, 'It crashes', { thread: card });
    await room.ana.react(reply, 'bug');
    await room.ana.react(card, 'bug');
    await room.settled();
    expect(room.remote.read('bugs/BUG-0001-it-crashes.md')).toContain('release: 1.4.0');
    expect(await logged()).toMatchObject([{ number: 2, reporters: [room.ana.id] }, { number: 1 }]);
  });

  it('keeps hostile text harmless everywhere, and all of a long one', async () => {
    const message = await room.ben.post(room.general, `${HOSTILE}\n${'é🎉'.repeat(4900)}`);
    await room.ana.react(message, 'bug');
    const [bug] = await logged();
    expect(bug?.story).toContain('é🎉'.repeat(4900));
    const card = cardOf(message);
    expect(card.broadcasts).toEqual([]);
    expect(card.mentions).toEqual([room.ana.id]);
    const file = room.remote.read(bug?.path ?? '') ?? '';
    const body = file.slice(file.indexOf('# BUG-1'));
    expect(body.includes('<b>')).toBe(false);
    expect(body.includes('é🎉'.repeat(4900))).toBe(true);
    expect(body.match(/<!--/g)).toHaveLength(2);
    await room.cleo.react(message, 'bug');
    await room.settled();
    const again = room.remote.read(bug?.path ?? '') ?? '';
    expect(again.match(/^# BUG-1$/gm)).toHaveLength(1);
    expect(again).toMatch(/^reporters: .*ana.*cleo/im);
    expect(again).toMatch(/cleo.* flagged it too\n<!-- herald:story end -->\n$/i);
    const list = room.remote.read('bugs/README.md') ?? '';
    expect(list).toContain('\\| cell');
    const { answer } = await room.cleo.type(room.general, '/bugs');
    expect(answer?.broadcasts).toEqual([]);
    const shown = await room.cleo.type(room.general, '/bugs bug-1');
    expect(shown.answer?.broadcasts).toEqual([]);
  });

  it('logs a picture without words, which can be triaged like any other', async () => {
    const message = await room.ben.post(room.general, '', { files: [{ name: 'shot.png', content: 'x' }] });
    await room.ana.react(message, 'bug');
    expect(await logged()).toMatchObject([{ title: 'A message without words', story: '' }]);
    const { modal } = await room.cleo.press(cardOf(message), 'Triage');
    expect(modal?.visibleText).toContain('The message has no words.');
    await modal?.close();
    const { answer } = await room.cleo.type(room.general, '/bugs 1');
    expect(answer?.visibleText).toContain('The message has no words.');
  });

  it('keeps the words of a private channel in it, the first line too', async () => {
    const secret = room.slack.addChannel({ name: 'secret', private: true, members: [room.ana, room.ben] });
    const message = await room.ben.post(secret, 'Export fails for our customer Umbrella Corp\nIn Zanzibar');
    await room.ana.react(message, 'bug');
    const [bug] = await logged();
    expect(bug).toMatchObject({ title: 'Reported in a private channel' });
    expect(bug?.path).toBe('bugs/BUG-0001-reported-in-a-private-channel.md');
    const alike = await room.cleo.post(room.general, 'Export fails for a customer in a private channel');
    await room.cleo.react(alike, 'bug');
    await room.settled();
    const home = await room.cleo.openHome();
    const { answer: list } = await room.cleo.type(room.general, '/bugs');
    const { answer: one } = await room.cleo.type(room.general, '/bugs BUG-1');
    const shown = [list, one, cardOf(alike), cardOf(message)].map((said) => said?.visibleText);
    const { remote } = room;
    const read = [...remote.files().map((path) => `${path}\n${remote.read(path)}`), ...remote.subjects()];
    expect(read.join('\n')).toContain('Reported in a private channel. What was said stays there.');
    for (const text of [...shown, home.visibleText, ...read]) expect(text).not.toMatch(/umbrella|zanzibar/i);
    expect(cardOf(alike).visibleText).not.toContain('Looks like');
    const { modal } = await room.ana.press(cardOf(message), 'Triage');
    await modal?.fill('Title', 'Export fails for large files');
    await modal?.submit();
    expect((await logged())[1]).toMatchObject({ title: 'Export fails for large files' });
  });

  it('tells the person when the message was deleted', async () => {
    const message = await room.ben.post(room.general, 'Oops');
    await room.ben.delete(message);
    await room.herald.inbox.keep({
      workspace: room.slack.teamId,
      id: 'Ev-late',
      type: 'reaction_added',
      event: {
        user: room.ana.id,
        reaction: 'bug',
        item: { type: 'message', channel: room.general.id, ts: message.ts },
      },
      botUser: room.slack.botUserId,
    });
    expect(await logged()).toEqual([]);
    expect(room.ana.dm.last?.visibleText).toContain('The message was deleted before Herald could read it.');
  });

  it('tells the person when Herald is not in the channel', async () => {
    const message = await room.ben.post(room.general, 'Still here');
    room.slack.fail('conversations.history', { error: 'not_in_channel' });
    await room.ana.react(message, 'bug');
    expect(await logged()).toEqual([]);
    expect(room.ana.dm.last?.visibleText).toContain('/invite @Herald');
  });

  it('logs the bug later when Slack does not answer', async () => {
    const message = await room.ben.post(room.general, 'Still here');
    room.slack.fail('conversations.history', { error: 'internal_error' });
    await room.ana.react(message, 'bug');
    expect(await logged()).toEqual([]);
    room.clock.advance(60_000);
    await room.herald.inbox.recover();
    expect(await logged()).toMatchObject([{ number: 1, reporters: [room.ana.id] }]);
  });

  it('names likely duplicates with why', async () => {
    const first = await room.ben.post(room.general, 'PDF export is blank on Safari');
    await room.ana.react(first, 'bug');
    await room.settled();
    const second = await room.cleo.post(room.general, 'Exporting a PDF from Safari fails');
    await room.ana.react(second, 'bug');
    await room.settled();
    expect(cardOf(second).visibleText).toContain('Looks like:');
    expect(cardOf(second).visibleText).toContain('BUG-1 PDF export is blank on Safari (both say');
  });
});

it('says how to set up when there is no product', async () => {
  const room = await openRoom({ environment: { GIT_REMOTE: '' } });
  const message = await room.ben.post(room.general, 'Broken');
  await room.ana.react(message, 'bug');
  await room.settled();
  expect(room.ana.dm.last?.visibleText).toContain('Type /release setup once');
  await room.close();
});
