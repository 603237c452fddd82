import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';

describe('exit criteria in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const announce = async (version: string, title = ''): Promise<void> => {
    const { modal } = await room.ana.type(room.general, `/release announce ${version}`);
    if (title) await modal?.fill('Title', title);
    await modal?.pick('Send to', [room.general]);
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
  };

  const decide = async (kind: string): Promise<void> => {
    const { modal } = await room.ana.type(room.general, '/release decide');
    await modal?.choose('Decision', kind);
    await modal?.fill('Why', 'We have seen enough.');
    await modal?.submit();
    await room.ana.modal?.close();
    await room.settled();
  };

  it('says what to type while there is no release', async () => {
    const status = await room.ana.type(room.general, '/release status');
    expect(status.answer?.visibleText).toContain('/release new 1.0.0');
    const list = await room.ana.type(room.general, '/release list');
    expect(list.answer?.visibleText).toBe(
      'atlas has no releases yet. Prepare one with /release new 1.0.0, or announce one with /release announce 1.0.0.',
    );
  });

  it('follows a release from its announcement to all that can hold', async () => {
    await announce('1.4.0', 'Faster exports');
    const before = await room.ana.type(room.general, '/release status');
    expect(before.answer?.visibleText).toContain('0 of 5 exit criteria hold.');
    expect(before.answer?.visibleText).toContain('✗ Released to a meaningful audience: does not hold');
    const [card] = room.general.messages;
    if (!card) throw new Error('no card');
    await room.ben.press(card, 'Got it');
    for (const text of ['One.', 'Two.', 'Three.']) await room.ben.type(room.general, `/feedback ${text}`);
    for (const text of ['Four.', 'Five.']) await room.cleo.type(room.general, `/feedback ${text}`);
    await decide('Iterate');
    const after = await room.ana.type(room.general, '/release status 1.4.0');
    expect(after.answer?.visibleText).toContain('3 of 5 exit criteria hold.');
    expect(after.answer?.visibleText).toContain(
      '5 pieces of feedback. The summary in the repository is up to date.',
    );
    expect(after.answer?.visibleText).toContain('Iterate was decided after the announcement.');
    const shown = room.general.messages.map((message) => message.visibleText).join('\n');
    expect(shown).not.toContain('exit criteria');
  });

  it('shows the status to everybody with "here"', async () => {
    await announce('1.4.0');
    await room.ana.type(room.general, '/release status here');
    await room.ana.type(room.general, '/release status 1.4.0 here');
    const shown = room.general.messages.map((message) => message.visibleText);
    expect(shown.filter((text) => text.includes('exit criteria hold'))).toHaveLength(2);
  });

  it('refuses a version that it cannot read or does not know, without pinging anybody', async () => {
    await announce('1.4.0');
    const nonsense = await room.ana.type(room.general, '/release status <!channel> here');
    expect(nonsense.answer?.visibleText).toContain('Write it like 1.4.0');
    const unknown = await room.ana.type(room.general, '/release status 9.9.9');
    expect(unknown.answer?.visibleText).toContain('atlas has no release 9.9.9');
    expect(room.general.messages).toHaveLength(1);
  });

  it('lists releases, and shows those under way on the Home tab', async () => {
    await announce('1.4.0', 'Tests <!here> & <b>');
    const { answer } = await room.ben.type(room.general, '/release list');
    expect(answer?.visibleText).toBe(
      'Releases of atlas\n1.4.0 Tests <!here> & <b>: announced, Internal, no open bugs, no score yet',
    );
    expect(answer?.broadcasts).toEqual([]);
    const home = await room.ben.openHome();
    expect(home.visibleText).toContain('Releases of atlas under way');
    expect(home.visibleText).toContain('✗ Released  ✗ Feedback  ? Reproducible  ? Tracked  ✗ Decided');
  });
});
