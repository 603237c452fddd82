import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announced, openRoom, type Room } from '../../../test/room.ts';
import type { LocalMessage, Person } from '../../localslack/index.ts';
import { allProducts } from '../products/index.ts';
import { bugsOf } from './index.ts';

describe('triage', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const bugs = async () => {
    await room.settled();
    const [product] = await allProducts(room.herald.parts.db);
    return product ? bugsOf(room.herald.parts, product.workspace, product.id) : [];
  };
  const flag = async (text: string, ...people: Person[]): Promise<LocalMessage> => {
    const message = await room.ben.post(room.general, text);
    for (const person of people.length > 0 ? people : [room.ana]) await person.react(message, 'bug');
    await room.settled();
    return message;
  };
  const cardOf = (message: LocalMessage): LocalMessage => {
    const [found] = message.thread;
    if (!found) throw new Error('No card.');
    return found;
  };
  const triage = async (message: LocalMessage, choices: Record<string, string>, by = room.ben) => {
    const { modal } = await by.press(cardOf(message), 'Triage');
    if (!modal) throw new Error('No modal.');
    for (const [label, value] of Object.entries(choices))
      if (label === 'Severity' || label === 'Status') modal.choose(label, value);
      else if (label === 'Assignee') await modal.pick(label, value);
      else modal.fill(label, value);
    const submitted = await modal.submit();
    await room.settled();
    return submitted;
  };

  it('opens with the fields of the specification, and saves them everywhere', async () => {
    const message = await flag('The export hangs');
    const { modal } = await room.ben.press(cardOf(message), 'Triage');
    expect(modal?.title).toBe('Triage BUG-1');
    expect(modal?.labels).toEqual(['Title', 'Severity', 'Status', 'Assignee', 'Fixed in', 'Same as']);
    expect(modal?.options('Severity')).toEqual(['Blocker', 'Critical', 'Major', 'Minor']);
    expect(modal?.options('Status')).toEqual([
      'New',
      'Confirmed',
      'In progress',
      'Fixed',
      "Won't fix",
      'Duplicate',
    ]);
    await modal?.close();
    await triage(message, {
      Title: 'Export hangs at 99%',
      Severity: 'Critical',
      Status: 'Confirmed',
      Assignee: 'cleo',
    });
    expect(cardOf(message).visibleText).toMatch(/BUG-1 confirmed.*Export hangs at 99%/);
    expect(cardOf(message).visibleText).toMatch(/Critical · assigned to @?cleo/i);
    const file = room.remote.read('bugs/BUG-0001-the-export-hangs.md');
    expect(file).toContain('title: Export hangs at 99%');
    expect(file).toContain('severity: Critical');
    expect(file).toContain('Status: New → Confirmed. Severity: none → Critical.');
    const { answer } = await room.cleo.type(room.general, '/bugs');
    expect(answer?.visibleText).toContain('Critical\n');
    expect(answer?.visibleText).toContain('1 open bug, 0 closed.');
    const home = await room.cleo.openHome();
    expect(home.visibleText).toContain('1 open bug: 1 Critical.');
    expect(home.visibleText).toContain('Assigned to you');
  });

  it('leaves what people wrote in the file alone', async () => {
    const message = await flag('The export hangs');
    const path = 'bugs/BUG-0001-the-export-hangs.md';
    room.remote.commit('docs: add a note', {
      [path]: `${room.remote.read(path)}\n## Our notes\n\nSeen on *Linux*.\n`,
    });
    await triage(message, { Severity: 'Minor' });
    expect(room.remote.read(path)).toContain('severity: Minor');
    expect(room.remote.read(path)).toMatch(/## Our notes\n\nSeen on \*Linux\*\.\n$/);
  });

  it('says bad input at its field', async () => {
    const message = await flag('One');
    const { modal } = await room.ben.press(cardOf(message), 'Triage');
    modal?.fill('Fixed in', 'soon');
    modal?.fill('Same as', 'that one');
    const refused = JSON.stringify(await modal?.submit());
    expect(refused).toContain('Herald cannot read this version');
    expect(refused).toContain('Write the bug as BUG-3');
    modal?.fill('Fixed in', '1.4.1');
    modal?.fill('Same as', 'BUG-9');
    expect(JSON.stringify(await modal?.submit())).toContain('There is no BUG-9');
    modal?.fill('Same as', 'BUG-1');
    expect(JSON.stringify(await modal?.submit())).toContain('cannot be the same as itself');
    modal?.fill('Same as', '');
    modal?.choose('Status', 'Duplicate');
    expect(JSON.stringify(await modal?.submit())).toContain('Write which bug it is the same as');
  });

  it('tells the second of two people at once', async () => {
    const message = await flag('One');
    const first = await room.ben.press(cardOf(message), 'Triage');
    const second = await room.cleo.press(cardOf(message), 'Triage');
    first.modal?.choose('Severity', 'Major');
    second.modal?.choose('Severity', 'Minor');
    await room.ana.unreact(message, 'bug');
    await room.ana.react(message, 'bug');
    await room.settled();
    expect(await first.modal?.submit()).toMatchObject({ closed: true });
    await second.modal?.submit();
    expect(room.cleo.modal?.visibleText).toContain('Somebody else triaged BUG-1');
    expect(await bugs()).toMatchObject([{ severity: 'Major' }]);
  });

  it('closes a bug that is none, and triage brings it back', async () => {
    const message = await flag('Not broken at all');
    await room.ben.press(cardOf(message), 'Not a bug');
    expect(await bugs()).toMatchObject([{ status: 'Not a bug' }]);
    expect(cardOf(message).visibleText).toContain('BUG-1 is not a bug');
    await triage(message, { Status: 'Confirmed' });
    expect(await bugs()).toMatchObject([{ status: 'Confirmed' }]);
  });

  it('calls a bug the same as another, refuses a circle, and undoes it by triage', async () => {
    const one = await flag('One');
    const alone = await room.ben.press(cardOf(one), 'Same as…');
    expect(alone.answer?.visibleText).toContain('There is no other bug yet.');
    const two = await flag('Two');
    const { modal } = await room.ben.press(cardOf(two), 'Same as…');
    expect(modal?.title).toBe('BUG-2 is the same as');
    modal?.choose('Same as', 'BUG-1 One');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    expect(cardOf(two).visibleText).toContain('BUG-2 is the same as BUG-1');
    expect(room.remote.read('bugs/BUG-0002-two.md')).toContain('duplicate_of: BUG-1');
    const circle = await triage(one, { 'Same as': 'BUG-2' });
    expect(JSON.stringify(circle)).toContain('already');
    await room.ben.modal?.close();
    await triage(two, { Status: 'Confirmed' });
    expect((await bugs())[0]).toMatchObject({ number: 2, status: 'Confirmed', duplicateOf: null });
  });

  it('walks through those not yet triaged', async () => {
    for (const text of ['One', 'Two', 'Three']) await flag(text);
    const { modal } = await room.ana.type(room.general, '/bugs triage');
    expect(modal?.title).toBe('Triage BUG-1');
    expect(modal?.visibleText).toContain('1 of 3 not triaged yet.');
    modal?.fill('Title', 'half typed');
    await modal?.press('Next');
    expect(room.ana.modal?.title).toBe('Triage BUG-2');
    expect(room.ana.modal?.value('Title')).toBe('Two');
    await room.ana.modal?.press('Previous');
    expect(room.ana.modal?.title).toBe('Triage BUG-1');
    for (const title of ['Triage BUG-1', 'Triage BUG-2', 'Triage BUG-3']) {
      expect(room.ana.modal?.title).toBe(title);
      room.ana.modal?.choose('Severity', 'Minor');
      await room.ana.modal?.submit();
    }
    expect(room.ana.modal?.visibleText).toContain('Every bug has been triaged.');
    await room.ana.modal?.close();
    expect((await bugs()).every((bug) => bug.triagedAt !== null)).toBe(true);
    const done = await room.ana.type(room.general, '/bugs triage');
    expect(done.answer?.visibleText).toContain('Every bug has been triaged.');
  });

  it('tells the thread and every reporter of a fix once, and opens it again on a No', async () => {
    const message = await flag('The export hangs', room.ana, room.cleo);
    await triage(message, { Status: 'Fixed', 'Fixed in': 'v1.4.1' });
    expect(message.thread[1]?.visibleText).toContain('BUG-1 is fixed in 1.4.1');
    expect(message.thread[1]?.visibleText).toContain('Solved for you?');
    for (const person of [room.ana, room.cleo])
      expect(person.dm.messages.map((one) => one.visibleText).join()).toContain(
        'Solved for you?\n[Yes] [No]',
      );
    expect(room.ben.dm.messages).toEqual([]);
    await triage(message, { Severity: 'Major' });
    expect(room.ana.dm.messages).toHaveLength(1);
    const [asked] = room.ana.dm.messages;
    if (!asked) throw new Error('Not asked.');
    await room.ana.press(asked, 'Yes');
    await room.settled();
    expect(room.ana.dm.last?.visibleText).toContain('BUG-1 is solved for you');
    expect(message.thread[1]?.visibleText).toContain('Solved for 1 of 1 who answered.');
    const [other] = room.cleo.dm.messages;
    if (!other) throw new Error('Not asked.');
    await room.cleo.press(other, 'No');
    await room.settled();
    expect(await bugs()).toMatchObject([{ status: 'Confirmed' }]);
    expect(message.thread.at(-1)?.visibleText).toMatch(
      /cleo.* says that BUG-1 is not solved\. It is open again: Confirmed\./i,
    );
    expect(room.remote.read('bugs/BUG-0001-the-export-hangs.md')).toContain(
      'Solved for 1 of 2 who answered.',
    );
    await triage(message, { Status: 'Fixed', 'Fixed in': '1.4.2' });
    expect(room.ana.dm.last?.visibleText).toContain('fixed in 1.4.2');
  });

  it('asks the reporters of duplicates too, and takes an answer in the thread', async () => {
    const one = await flag('One', room.ana);
    const two = await flag('Two', room.cleo);
    await triage(two, { 'Same as': '1' });
    await triage(one, { Status: 'Fixed' });
    expect(room.cleo.dm.last?.visibleText).toContain('BUG-1 is fixed');
    const notice = one.thread[1];
    if (!notice) throw new Error('No notice.');
    const { answer } = await room.ben.press(notice, 'Yes');
    expect(answer?.visibleText).toContain('Kept: BUG-1 is solved for you.');
    expect((await bugs()).find((bug) => bug.number === 1)?.reporters).toEqual([room.ana.id, room.ben.id]);
  });

  it('reports from the button on an announcement, into its thread', async () => {
    await announced(room, '1.4.0');
    const [card] = room.general.messages;
    if (!card) throw new Error('No card.');
    const { modal } = await room.cleo.press(card, 'Report a bug');
    expect(modal?.title).toBe('Report a bug');
    expect(modal?.labels).toEqual(['What happened', 'What did you expect', 'Severity']);
    modal?.fill('What happened', 'It <!here> crashes\n```js\nboom\n```');
    modal?.fill('What did you expect', 'No crash');
    modal?.choose('Severity', 'Blocker');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    expect(card.thread[0]?.visibleText).toContain('BUG-1 logged');
    expect(card.thread[0]?.visibleText).toContain('Expected: No crash');
    expect(card.thread[0]?.broadcasts).toEqual([]);
    expect(await bugs()).toMatchObject([{ severity: 'Blocker', reporters: [room.cleo.id] }]);
    const file = room.remote.read((await bugs())[0]?.path ?? '') ?? '';
    expect(file).toContain('release: 1.4.0');
    expect(file).not.toMatch(/^>? ?```/m);
    const again = await room.ben.press(card, 'Report a bug');
    again.modal?.fill('What happened', 'Another one');
    await again.modal?.submit();
    expect(await bugs()).toHaveLength(2);
  });

  it('reports a message by its shortcut, once for the message', async () => {
    const message = await room.ben.post(room.general, 'The search is slow');
    const { modal } = await room.cleo.messageShortcut(message, 'Report a bug');
    expect(modal?.value('What happened')).toBe('The search is slow');
    await modal?.submit();
    await room.ana.react(message, 'bug');
    const all = await bugs();
    expect(all).toHaveLength(1);
    expect(all[0]?.reporters).toEqual([room.cleo.id, room.ana.id]);
    await room.ana.unreact(message, 'bug');
    expect(await bugs()).toMatchObject([{ status: 'New', reporters: [room.cleo.id] }]);
  });

  it('answers in a direct message where Herald cannot post', async () => {
    const away = room.slack.addChannel({ name: 'away', members: [room.ben, room.cleo], botIn: false });
    const message = await room.ben.post(away, 'The search is slow');
    const { modal } = await room.cleo.messageShortcut(message, 'Report a bug');
    await modal?.submit();
    await room.settled();
    expect(room.cleo.dm.last?.visibleText).toContain('BUG-1 logged');
  });

  it('says what it can do, and that there is nothing yet', async () => {
    const empty = await room.ana.type(room.general, '/bugs');
    expect(empty.answer?.visibleText).toContain('No bugs yet.');
    const unknown = await room.ana.type(room.general, '/bugs dance');
    expect(unknown.answer?.visibleText).toContain('/bugs has no dance');
    const none = await room.ana.type(room.general, '/bugs BUG-7');
    expect(none.answer?.visibleText).toContain('atlas has no BUG-7');
    const help = await room.ana.type(room.general, '/bugs help');
    expect(help.answer?.visibleText).toContain('/bugs triage');
  });
});
