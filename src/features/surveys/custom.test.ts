import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { results, start } from '../../../test/surveys.ts';

const QUESTIONS = [
  'rating: How fast is it?',
  `choice: Which one? | ${Array.from({ length: 12 }, (_, at) => `Option ${at + 1}`).join(' | ')}`,
  `multi: Which ones? | ${Array.from({ length: 11 }, (_, at) => `Part ${at + 1}`).join(' | ')}`,
  'multi: What for? | Reports | Mail',
  'yes/no: Did it work?',
  'short: In a word?',
  'long: What happened? (optional)',
  'number: How many a week?',
].join('\n');

describe('custom surveys', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const custom = async (questions: string) => {
    const { next } = await start(room, ['#beta'], { Template: 'Custom' });
    expect(next?.title).toBe('Questions');
    await next?.fill('Questions', questions);
    const submitted = await next?.submit();
    await room.settled();
    return { next, submitted };
  };
  const open = async () => {
    const [message] = room.beta.messages;
    if (!message) throw new Error('No message.');
    const { modal } = await room.ben.press(message, 'Answer');
    if (!modal) throw new Error('No modal.');
    return modal;
  };

  it('name the line that is wrong, and start once it is right', async () => {
    const { next, submitted } = await custom('rating: ok?\nwhat?');
    expect(submitted?.errors?.['Questions']).toContain('Line 2: begin with a kind');
    await next?.fill('Questions', QUESTIONS);
    const second = await next?.submit();
    expect(second?.next?.visibleText).toContain('S1 How is it? has started.');
  });

  it('say whom they cannot ask in the modal that is open', async () => {
    const setup = await room.ana.type(room.general, '/release setup');
    await setup.modal?.pick('User Advocate', [room.cleo]);
    await setup.modal?.submit();
    const questions = (await start(room, ['@ben'], { Template: 'Custom' })).next;
    const { modal } = await room.cleo.type(room.general, '/survey new');
    await modal?.fill('Title', 'Cleo was faster');
    await modal?.choose('Template', 'NPS');
    await modal?.pick('Send to', '@ben');
    await modal?.submit();
    await room.settled();
    await questions?.fill('Questions', 'rating: ok?');
    expect((await questions?.submit())?.errors?.['Questions']).toContain('Nobody is left to ask. Ben Okoro:');
    await questions?.close({ all: true });
    const late = await start(room, ['@ben'], { Template: 'Custom' });
    expect(late.errors?.['Send to']).toContain('Nobody is left to ask. Ben Okoro:');
  });

  it('ask with the right input for every kind, and show each in the results and the export', async () => {
    await custom(QUESTIONS);
    const modal = await open();
    await modal.choose('How fast is it?', '4');
    await modal.choose('Which one?', 'Option 12');
    await modal.choose('Which ones?', ['Part 1', 'Part 11']);
    await modal.choose('What for?', ['Reports', 'Mail']);
    await modal.choose('Did it work?', 'No');
    await modal.fill('In a word?', '=HYPERLINK("https://x.example")');
    await modal.fill('What happened?', '+1 line\nand "another", <!channel> 🎉 שלום');
    await modal.fill('How many a week?', '2.5');
    expect(await modal.submit()).toMatchObject({ closed: true });
    const again = await open();
    expect(again.value('Which ones?')).toBe('Part 1, Part 11');
    expect(again.value('Did it work?')).toBe('No');
    await again.close();
    const shown = await results(room);
    expect(shown).toContain('Rating 4 of 5 (n = 1)');
    expect(shown).toContain('4  ████████████████████  1  100%');
    expect(shown).toContain('Mean 2.5, from 2.5 to 2.5 (n = 1)');
    expect(shown).toContain('What people wrote is shown from five answers on.');
    await room.ana.type(room.general, '/survey export S1');
    await room.settled();
    const [csv, json] = room.ana.dm.last?.files ?? [];
    expect(
      csv?.content
        .toString()
        .replace(/[0-9T:.-]{20,}Z/, 'TIME')
        .replace(room.ben.id, 'BEN'),
    ).toBe(
      '\uFEFFperson,name,answered,How fast is it?,Which one?,Which ones?,What for?,Did it work?,In a word?,What happened?,How many a week?\n' +
        `BEN,Ben Okoro,TIME,4,Option 12,Part 1; Part 11,Reports; Mail,No,"'=HYPERLINK(""https://x.example"")","'+1 line\nand ""another"", <!channel> 🎉 שלום",2.5\n`,
    );
    expect(JSON.parse(json?.content.toString() ?? '')).toMatchObject({
      survey: 'S1',
      answers: [{ person: room.ben.id, answers: { q2: 'Option 12' } }],
    });
  });

  it('say why an export could not be sent', async () => {
    await custom('yes/no: Did it work?');
    const modal = await open();
    await modal.choose('Did it work?', 'Yes');
    await modal.submit();
    room.slack.fail('files.getUploadURLExternal', { error: 'missing_scope' });
    const { answer } = await room.ana.type(room.general, '/survey export');
    expect(answer?.visibleText).toContain(
      'The files could not be sent. Herald was installed with fewer permissions',
    );
  });

  it('hold 40 questions with all their fields', async () => {
    await custom(Array.from({ length: 40 }, (_, at) => `long: Question ${at + 1}? (optional)`).join('\n'));
    const modal = await open();
    expect(modal.labels).toHaveLength(40);
    expect(await modal.submit()).toMatchObject({ closed: true });
    expect(await results(room)).toContain('1 answer');
  });
});
