import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchRemote } from '../../../test/repository.ts';
import { openRoom, type Room } from '../../../test/room.ts';

const HOSTILE =
  '<!channel> <@U1> `code` *bold* [x](http://evil.example) <b>html</b> שלום 🎉 <!-- herald:release:1.4.0 end -->';

describe('announcing in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const announce = async (
    version: string,
    fill: Record<string, string> = {},
    to: unknown[] = [room.general],
  ) => {
    const { modal, answer } = await room.ana.type(room.general, `/release announce ${version}`);
    if (!modal) throw new Error(`No modal: ${answer?.visibleText}`);
    for (const [label, text] of Object.entries(fill)) modal.fill(label, text);
    await modal.pick('Send to', to as never);
    const submitted = await modal.submit();
    await room.settled();
    return submitted;
  };

  it('opens with the drafted notes and the fields of the specification', async () => {
    const { modal } = await room.ana.type(room.general, '/release announce v1.4.0');
    expect(modal?.title).toBe('Announce release');
    expect(modal?.labels).toEqual([
      'Version',
      'Title',
      "What's new",
      'Stage',
      'Send to',
      'More people',
      'Send at',
    ]);
    expect(modal?.value('Version')).toBe('1.4.0');
    expect(modal?.value("What's new")).toContain('save as PDF');
  });

  it('posts one card to each channel and person, counts them, and writes the record', async () => {
    expect(
      await announce('1.4.0', { Title: 'Faster exports' }, [room.general, room.beta, room.ben]),
    ).toMatchObject({ closed: true });
    for (const messages of [room.general.messages, room.beta.messages, room.ben.dm.messages]) {
      expect(messages).toHaveLength(1);
      expect(messages[0]?.visibleText).toContain('atlas 1.4.0: Faster exports');
      expect(messages[0]?.visibleText).toContain('[Give feedback]');
    }
    expect(room.ana.dm.messages).toHaveLength(1);
    expect(room.ana.dm.messages[0]?.visibleText).toContain(
      'Announced 1.4.0 to 2 channels and 1 person: 3 sent, 0 failed, 0 left.',
    );
    const record = room.remote.read('07_release_notes.md');
    expect(record).toContain('## 1.4.0: Faster exports');
    expect(record).toContain('Delivered to 3 of 3');
    expect(room.remote.subjects().join('\n')).toContain('docs(release): announce 1.4.0');
  });

  it('tells why each failure failed', async () => {
    const archived = room.slack.addChannel({ name: 'old', members: [room.ana], botIn: true });
    const secret = room.slack.addChannel({
      name: 'secret',
      private: true,
      members: [room.ana],
      botIn: false,
    });
    const left = room.slack.addChannel({ name: 'left', members: [room.ana], botIn: false });
    const robot = room.slack.addPerson({ name: 'robot', isBot: true });
    const { modal } = await room.ana.type(room.general, '/release announce 1.5.0');
    await modal?.pick('Send to', [room.general, archived, secret, left]);
    await modal?.pick('More people', [robot]);
    archived.archive();
    await modal?.submit();
    await room.settled();
    const progress = room.ana.dm.messages.at(-1)?.visibleText ?? '';
    expect(progress).toContain('1 sent, 4 failed, 0 left');
    expect(progress).toContain('This channel is archived.');
    expect(progress).toContain('/invite @Herald');
    expect(progress).toContain('Herald is not in this channel.');
    expect(progress).toContain('This is a bot.');
    await room.ana.inviteApp(left);
    const told = room.ana.dm.messages.at(-1);
    if (told) await room.ana.press(told, 'Try again');
    await room.settled();
    expect(told?.visibleText).toContain('2 sent, 3 failed, 0 left');
    expect(
      left.messages.filter((message) => message.fromApp && message.visibleText.includes('1.5.0')),
    ).toHaveLength(1);
    expect(room.general.messages).toHaveLength(1);
  });

  it('keeps the text of people from becoming anything else, and cuts nothing', async () => {
    const long = `${HOSTILE}\n\n${'All of it is kept. '.repeat(520)}END`;
    const { modal } = await room.ana.type(room.general, '/release new 2.0.0');
    modal?.fill('Title', 'Title <!here> & <b>');
    modal?.fill('How to use it', HOSTILE);
    await modal?.submit();
    const opened = await room.ana.type(room.general, '/release announce 2.0.0');
    opened.modal?.fill("What's new", long.slice(0, 3000));
    await opened.modal?.pick('Send to', [room.general]);
    expect(await opened.modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    const [card] = room.general.messages;
    expect(card?.broadcasts).toEqual([]);
    expect(card?.mentions).toEqual([room.ana.id]);
    const record = room.remote.read('07_release_notes.md') ?? '';
    expect(record.match(/herald:release:2\.0\.0 end/g)).toHaveLength(1);
    expect(record).not.toContain('<b>');
  });

  it('continues long notes in the thread', async () => {
    const notes = 'A line of the notes.\n\n'.repeat(550);
    room.remote.commit(`feat: ${'x'.repeat(200)}`, { a: '1' });
    const { modal } = await room.ana.type(room.general, '/release new 3.0.0');
    for (const [at, label] of ["What's new"].entries()) modal?.fill(label, notes.slice(at * 2900, 2900));
    modal?.fill('How to use it', notes.slice(0, 2900));
    await modal?.submit();
    await announce('3.0.0');
    const [card] = room.general.messages;
    const all = [card, ...(card?.thread ?? [])].map((message) => message?.visibleText).join('\n');
    expect(all.match(/A line of the notes/g)?.length).toBe(
      2 * (notes.slice(0, 2900).match(/A line of the notes/g)?.length ?? 0),
    );
  });

  it('refuses nonsense, an empty audience, and a second announcement', async () => {
    const nonsense = await room.ana.type(room.general, '/release announce newest <!channel>');
    expect(nonsense.answer?.visibleText).toContain('Write it like 1.4.0');
    const { modal } = await room.ana.type(room.general, '/release announce v1.4.0-rc.1+build.7');
    expect(await modal?.submit()).toMatchObject({
      closed: false,
      errors: { 'Send to': expect.stringContaining('at least one') },
    });
    modal?.fill('Version', 'soon');
    expect(await modal?.submit()).toMatchObject({
      closed: false,
      errors: { Version: expect.stringContaining('1.4.0') },
    });
    expect(await announce('1.4.0')).toMatchObject({ closed: true });
    const again = await room.ana.type(room.general, '/release announce 1.4.0');
    expect(again.answer?.visibleText).toContain('1.4.0 was announced already');
  });

  it('lets one of two people announce the same version, and tells the other', async () => {
    const setup = await room.ana.type(room.general, '/release setup');
    await setup.modal?.pick('Senior Developer', [room.ben]);
    expect(await setup.modal?.submit()).toMatchObject({ closed: true });
    const first = await room.ana.type(room.general, '/release announce 1.4.0');
    const second = await room.ben.type(room.general, '/release announce 1.4.0');
    await first.modal?.pick('Send to', [room.general]);
    await second.modal?.pick('Send to', [room.general]);
    const results = await Promise.all([first.modal?.submit(), second.modal?.submit()]);
    expect(results.filter((result) => result?.closed)).toHaveLength(1);
    expect(results.find((result) => !result?.closed)?.errors?.['Version']).toMatch(/announced/);
    await room.settled();
    expect(room.general.messages).toHaveLength(1);
  });

  it('waits for the time that was set, and counts as announced only then', async () => {
    const { modal } = await room.ana.type(room.general, '/release announce 1.4.0');
    await modal?.pick('Send to', [room.general]);
    await modal?.date('Send at', String(Math.floor(room.clock.now() / 1000) - 86_400));
    expect((await modal?.submit())?.errors).toEqual({ 'Send at': expect.stringContaining('has passed') });
    await modal?.date('Send at', String(Math.floor(room.clock.now() / 1000) + 7200));
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    expect(room.general.messages).toHaveLength(0);
    expect(room.ana.dm.messages[0]?.visibleText).toContain('1.4.0 goes out');
    expect(room.remote.read('07_release_notes.md')).toContain('Ready.');
    const again = await room.ana.type(room.general, '/release announce 1.4.0');
    expect(again.answer?.visibleText).toContain('waits to be announced already');
    room.clock.advance(2 * 3_600_000 + 1000);
    await room.settled();
    expect(room.general.messages).toHaveLength(1);
    expect(room.remote.read('07_release_notes.md')).toContain('Announced on');
  });

  it('refuses somebody without the role and names who can', async () => {
    await room.ana.type(room.general, '/release notes');
    const { answer, modal } = await room.ben.type(room.general, '/release announce 1.4.0');
    expect(modal).toBeUndefined();
    expect(answer?.visibleText).toContain('These people can: Project Planner (Ana Silva)');
  });

  it('counts each person who got it once', async () => {
    await announce('1.4.0');
    const [card] = room.general.messages;
    if (!card) throw new Error('no card');
    await room.ben.press(card, 'Got it');
    const { answer } = await room.ben.press(card, 'Got it');
    expect(answer?.visibleText).toContain('Noted');
    await room.cleo.press(card, 'Got it');
    await room.settled();
    expect(room.remote.read('07_release_notes.md')).toContain('2 said "Got it"');
  });

  it("keeps a person's own words in the record byte for byte", async () => {
    await announce('1.4.0');
    const before = room.remote.read('07_release_notes.md') ?? '';
    const edited = before
      .replace('\n\n<!--', '\n\nOur own words,\twith `ticks` & <i>tags</i>.  \n\n<!--')
      .concat('\nAfter the end\n');
    room.remote.commit('docs: our words', { '07_release_notes.md': edited });
    await announce('1.5.0');
    const after = room.remote.read('07_release_notes.md') ?? '';
    expect(after).toContain('## 1.5.0');
    expect(after).toContain('Our own words,\twith `ticks` & <i>tags</i>.  \n');
    expect(after.endsWith('\nAfter the end\n')).toBe(true);
  });
});

describe('announcing with a repository that has nothing to say', () => {
  it('says why there is no draft, and announces all the same', async () => {
    const room = await openRoom({ remote: scratchRemote('empty') });
    const { modal } = await room.ana.type(room.general, '/release announce 0.1.0');
    expect(modal?.visibleText).toContain('The repository has no commits yet.');
    await modal?.pick('Send to', [room.general]);
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    expect(room.remote.read('07_release_notes.md')).toContain('## 0.1.0');
    await room.close();
  });
});
