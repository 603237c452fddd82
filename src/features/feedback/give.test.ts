import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announced, openRoom, type Room } from '../../../test/room.ts';
import { entered } from '../../slack/answers.ts';
import { allProducts } from '../products/index.ts';
import { feedback, feedbackOf } from './index.ts';

const HOSTILE = '<!channel> <@U1> `code` *bold* [x](http://evil.example) <b>html</b> שלום 🎉 @here';

describe('giving feedback in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const kept = async () => {
    const [product] = await allProducts(room.herald.parts.db);
    return product ? feedbackOf(room.herald.parts, product.workspace, product.id) : [];
  };

  it('keeps typed words at once and says for which release', async () => {
    await announced(room, '1.4.0');
    const { answer } = await room.ben.type(room.general, '/feedback the export is slow');
    expect(answer?.visibleText).toContain('Kept for atlas 1.4.0.');
    expect(answer?.ephemeral).toBe(true);
    expect(await kept()).toMatchObject([
      { text: 'the export is slow', source: 'command', person: room.ben.id, about: null, quotable: false },
    ]);
  });

  it('keeps words without a release, and words that begin like a subcommand', async () => {
    const { answer } = await room.ben.type(room.general, '/feedback interview was long');
    expect(answer?.visibleText).toContain('Kept for atlas.');
    await room.ben.type(room.general, '/feedback help me find the export');
    expect((await kept()).map((item) => [item.text, item.release])).toEqual(
      expect.arrayContaining([
        ['interview was long', null],
        ['help me find the export', null],
      ]),
    );
  });

  it('keeps 10,000 characters whole, whatever they are', async () => {
    const text = `${HOSTILE} ${'ü🎉'.repeat(5000)}`;
    const { answer } = await room.ben.type(room.general, `/feedback ${text}`);
    expect(answer?.broadcasts).toEqual([]);
    expect((await kept())[0]?.text).toBe(text);
  });

  it('keeps what was entered in "Give feedback"', async () => {
    await announced(room, '1.4.0');
    const { modal } = await room.ben.type(room.general, '/feedback');
    expect(modal?.title).toBe('Give feedback');
    expect(modal?.labels).toEqual(['Your feedback', 'About', 'Stay anonymous']);
    expect(modal?.options('About')).toEqual(['Performance', 'Usability', 'Value', 'Something else']);
    expect(modal?.visibleText).toContain('For atlas 1.4.0.');
    modal?.fill('Your feedback', HOSTILE);
    modal?.choose('About', 'Usability');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    expect(await kept()).toMatchObject([
      { text: HOSTILE, about: 'Usability', source: 'modal', person: room.ben.id },
    ]);
  });

  it('stores nothing of an anonymous person, in no table', async () => {
    await announced(room, '1.4.0');
    const { modal } = await room.cleo.globalShortcut('Give feedback');
    modal?.fill('Your feedback', 'I do not dare to say this aloud');
    modal?.choose('Stay anonymous', 'Yes');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    const [item] = await kept();
    expect(item).toMatchObject({ text: 'I do not dare to say this aloud', person: null, speaker: null });
    const { db } = room.herald.parts;
    const rows = await Promise.all([
      db.select().from(db.use((await import('./table.ts')).feedbackTables).feedback),
      db.select().from(db.use((await import('../../slack/table.ts')).slackTables).seen),
      db.select().from(db.use((await import('../../outbox/table.ts')).outboxTables).documents),
    ]);
    expect(JSON.stringify(rows)).not.toContain(room.cleo.id);
    expect(JSON.stringify(rows)).not.toMatch(/cleo/i);
  });

  it('keeps a submit once, however often it arrives', async () => {
    await announced(room, '1.4.0');
    const { modal } = await room.ben.type(room.general, '/feedback');
    const [product] = await allProducts(room.herald.parts.db);
    const submit = feedback.submits?.['feedback.give'];
    if (!modal || !product || !submit) throw new Error('Nothing to submit.');
    const acting = { workspace: product.workspace, user: room.ben.id, channel: undefined, once: 'one act' };
    const text = { type: 'plain_text_input', value: 'twice' };
    const given = {
      about: modal.privateMetadata,
      entered: entered({ values: { text: { value: text } } }),
      viewId: 'V1',
    };
    await Promise.all([1, 2, 3].map(() => submit(room.herald.parts, acting, given)));
    expect(await kept()).toHaveLength(1);
    const foreign = submit(room.herald.parts, { ...acting, workspace: 'T-other', once: 'other' }, given);
    await expect(foreign).rejects.toThrow('does not exist any more');
  });

  it('opens from the button on an announcement, with that release known', async () => {
    await announced(room, '1.4.0');
    await announced(room, '1.5.0', [room.beta]);
    const [card] = room.general.messages;
    if (!card) throw new Error('No card.');
    const { modal } = await room.ben.press(card, 'Give feedback');
    expect(modal?.visibleText).toContain('For atlas 1.4.0.');
    modal?.fill('Your feedback', 'the old one was fine');
    await modal?.submit();
    const [item] = await kept();
    const later = await room.ben.type(room.general, '/feedback the new one too');
    expect(later.answer?.visibleText).toContain('Kept for atlas 1.5.0.');
    expect(item?.release).not.toBe((await kept())[0]?.release);
  });

  it('keeps the notes of an interview and each quote', async () => {
    const { modal } = await room.ana.type(room.general, '/feedback interview');
    expect(modal?.title).toBe('Interview notes');
    expect(modal?.labels).toEqual(['Who', 'Notes', 'Quotes', 'May be quoted']);
    modal?.fill('Who', 'Mira, support lead');
    const empty = await modal?.submit();
    expect(JSON.stringify(empty)).toContain('Write notes, or at least one quote.');
    modal?.fill('Notes', 'She uses it daily.');
    modal?.fill('Quotes', 'It is fast\n\n  I miss the search  ');
    modal?.choose('May be quoted', 'Yes');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    expect(
      (await kept()).map(({ text, quotable, speaker, person }) => ({ text, quotable, speaker, person })),
    ).toEqual(
      expect.arrayContaining([
        { text: 'She uses it daily.', quotable: false, speaker: 'Mira, support lead', person: null },
        { text: 'It is fast', quotable: true, speaker: 'Mira, support lead', person: null },
        { text: 'I miss the search', quotable: true, speaker: 'Mira, support lead', person: null },
      ]),
    );
  });

  it('saves a message once by its shortcut, in its author’s name', async () => {
    const message = await room.ben.post(room.general, 'The <export> hangs at 99%, says <!here>');
    const first = await room.ana.messageShortcut(message, 'Save as feedback');
    expect(first.answer?.visibleText).toContain('Saved as feedback for atlas.');
    const second = await room.cleo.messageShortcut(message, 'Save as feedback');
    expect(second.answer?.visibleText).toContain('kept as feedback already');
    expect(await kept()).toMatchObject([
      { source: 'shortcut', person: room.ben.id, link: message.permalink },
    ]);
  });

  it('says what it can do', async () => {
    const { answer } = await room.ben.type(room.general, '/feedback help');
    expect(answer?.visibleText).toContain('/feedback [what you think]');
    expect(answer?.visibleText).toContain('/feedback interview');
    expect(await kept()).toEqual([]);
  });
});

describe('feedback before setup', () => {
  it('leads to setup', async () => {
    const room = await openRoom({ environment: { GIT_REMOTE: '' } });
    const { modal } = await room.ben.type(room.general, '/feedback it is slow');
    expect(modal?.title).toBe('Set up Herald');
    await room.ben.post('dm', 'it is slow');
    await room.settled();
    expect(room.ben.dm.messages[0]?.thread[0]?.visibleText).toContain('Type /release setup once');
    await room.close();
  });
});
