import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { answer, DAY, HOUR, pass, results, start } from '../../../test/surveys.ts';

describe('surveys in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('has the modal and the help of the specification', async () => {
    const { modal } = await room.ana.type(room.general, '/survey new');
    expect(modal?.title).toBe('New survey');
    expect(modal?.labels).toEqual([
      'Title',
      'Template',
      'Release',
      'Send to',
      'More people',
      'Anonymous',
      'Closes',
      'Send at',
    ]);
    expect(modal?.options('Template')).toEqual([
      'Release pulse',
      'NPS',
      'CSAT',
      'SUS',
      'Must-have',
      'Custom',
    ]);
    expect(modal?.value('Send at')).toBe('Now');
    expect((await room.ana.type(room.general, '/survey')).answer?.visibleText).toContain(
      '/survey export [id]',
    );
    expect((await room.ana.type(room.general, '/survey list')).answer?.visibleText).toContain(
      'no survey yet',
    );
    expect(await results(room)).toContain('no survey yet');
  });

  it('asks in a channel and by name, counts in place, and shows the score', async () => {
    const submitted = await start(room, ['#beta', '@ben', '@cleo']);
    expect(submitted.next?.visibleText).toContain('S1 How is it? has started.');
    await room.settled();
    expect(room.beta.last?.visibleText).toMatch(
      /How is it\?[\s\S]*\[Answer\][\s\S]*\[Later\][\s\S]*Nobody has answered yet\./,
    );
    expect(room.ben.dm.last?.visibleText).toContain('Ana Silva asks about atlas');
    expect(await answer(room.ben, room.ben.dm.last, '10', 'fast')).toMatchObject({ closed: true });
    expect(await answer(room.cleo, room.beta.last, '3')).toMatchObject({ closed: true });
    expect(await answer(room.ana, room.beta.last, '9')).toMatchObject({ closed: true });
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('3 have answered.');
    expect(room.ben.dm.last?.visibleText).toContain('3 have answered.');
    expect(room.beta.messages).toHaveLength(1);
    expect(await results(room)).toContain('NPS 33 (n = 3)');
    // Who reads a channel is not known, so there is no share of them to tell.
    expect(await results(room, 's1')).not.toContain('Response rate');
    expect(await results(room, 'S9')).toContain('has no survey S9');
    expect((await room.ana.type(room.general, '/survey list')).answer?.visibleText).toContain(
      'S1  How is it?',
    );
  });

  it('says who sees what, and keeps one answer for each person that can be changed until it closes', async () => {
    await start(room, ['#beta']);
    await room.settled();
    const message = room.beta.last;
    await answer(room.ben, message, '2', 'x'.repeat(2900));
    const { modal } = await room.ben.press(message ?? fail(), 'Answer');
    expect(modal?.visibleText).toContain('Who sees this: @Ana Silva and the people with a role');
    expect(modal?.value('How likely are you to recommend it to a colleague?')).toBe('2');
    expect(modal?.value('What is the main reason for your answer?')).toHaveLength(2900);
    await modal?.choose('How likely are you to recommend it to a colleague?', '9');
    await modal?.submit();
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('1 has answered.');
    expect(await results(room)).toContain('NPS 100 (n = 1)');
    const open = await room.ben.press(message ?? fail(), 'Answer');
    const closed = await room.ana.type(room.general, '/survey close');
    expect(closed.answer?.visibleText).toContain('Closed.');
    const late = await open.modal?.submit();
    expect(late?.next?.visibleText).toContain('S1 is closed and takes no more answers.');
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('This survey is closed. 1 person answered.');
    expect((await room.ana.type(room.general, '/survey close S1')).answer?.visibleText).toContain(
      'closed already',
    );
  });

  it('keeps one answer when two modals of one person are sent at once', async () => {
    await start(room, ['#beta']);
    await room.settled();
    const message = room.beta.last ?? fail();
    await Promise.all([answer(room.ben, message, '9'), answer(room.cleo, message, '9')]);
    await Promise.all([answer(room.ana, message, '9'), answer(room.ben, message, '1')]);
    await room.settled();
    expect(room.beta.last?.visibleText).toContain('3 have answered.');
    expect(await results(room)).toContain('NPS 33 (n = 3)');
  });

  it('asks at nine in each own time when told so, and no earlier', async () => {
    const submitted = await start(room, ['@ben', '@cleo'], { 'Send at': 'At nine, each in their own time' });
    expect(submitted.next?.visibleText).toContain('At nine in their own time: @Ben Okoro, @Cleo Tan');
    await room.settled();
    expect(room.ben.dm.messages).toHaveLength(0);
    await pass(room, DAY + HOUR);
    expect(room.ben.dm.messages).toHaveLength(1);
    expect(room.cleo.dm.messages).toHaveLength(1);
    const sent = Number(room.ben.dm.last?.ts) * 1000;
    expect(sent).toBeLessThan(room.clock.now());
  });

  const utc = (hour: number) => {
    const now = room.clock.now();
    room.clock.advance(Math.ceil(now / DAY) * DAY + hour * HOUR - now);
    return room.slack.addPerson({ name: 'utc', realName: 'Uta Utc', tz: 'UTC' });
  };

  it('reminds after everybody was asked, also when that is long after the start', async () => {
    const uta = utc(10);
    await start(room, ['@utc'], { Closes: 'In 1 day', 'Send at': 'At nine, each in their own time' });
    await pass(room, 13 * HOUR);
    expect(uta.dm.messages).toHaveLength(0);
    await pass(room, 10.1 * HOUR);
    expect(uta.dm.messages).toHaveLength(1);
    await pass(room, 0.5 * HOUR);
    expect(uta.dm.last?.visibleText).toContain('A reminder: How is it? waits for your answer.');
  });

  it('does not ask who could only be asked after the close', async () => {
    utc(10);
    const Day = new Date(room.clock.now()).toISOString().slice(0, 10);
    const nine = 'At nine, each in their own time';
    const { next } = await start(room, ['#beta', '@utc'], { Day, 'Send at': nine });
    expect(next?.visibleText).toContain('Uta Utc. The survey closes before nine in their time.');
  });

  it('reminds the silent once, by hand or by the clock', async () => {
    await start(room, ['@ben', '@cleo'], { Closes: 'In 3 days' });
    await room.settled();
    await answer(room.ben, room.ben.dm.last, '9');
    await pass(room, 2 * DAY + HOUR);
    expect(room.cleo.dm.messages).toHaveLength(2);
    expect(room.cleo.dm.last?.visibleText).toContain('A reminder: How is it? waits for your answer.');
    expect(room.ben.dm.messages).toHaveLength(1);
    const again = await room.ana.type(room.general, '/survey remind');
    expect(again.answer?.visibleText).toContain('Nobody is left to remind of S1');
    await pass(room, DAY);
    expect(room.cleo.dm.messages.map((one) => one.visibleText)).toEqual([
      expect.stringContaining('This survey is closed.'),
      expect.stringContaining('This survey is closed.'),
    ]);
    expect(room.ana.dm.last?.visibleText).toContain('S1 How is it?');
    expect((await room.ana.type(room.general, '/survey remind')).answer?.visibleText).toContain('closed');
  });

  it('comes back in a direct message the day after "Later"', async () => {
    await start(room, ['#beta']);
    await room.settled();
    const { answer: note } = await room.cleo.press(room.beta.last ?? fail(), 'Later');
    expect(note?.visibleText).toContain('tomorrow at nine');
    await pass(room, 2 * DAY);
    expect(room.cleo.dm.messages).toHaveLength(1);
    await answer(room.cleo, room.cleo.dm.last, '9');
    await pass(room, 2 * DAY);
    expect(room.cleo.dm.messages).toHaveLength(1);
  });

  it('asks nobody by name twice in three days, and says so', async () => {
    await start(room, ['@ben', '@cleo']);
    const held = await start(room, ['#beta', '@ben']);
    expect(held.next?.visibleText).toMatch(
      /Not asked: @Ben Okoro\. They were asked .* nobody is asked more often/,
    );
    const refused = await start(room, ['@ben']);
    expect(refused.errors?.['Send to']).toContain('Nobody is left to ask. Ben Okoro: They were asked');
    await pass(room, 4 * DAY);
    const free = await start(room, ['@ben']);
    expect(free.next?.visibleText).toContain('S3 How is it? has started.');
  });

  it('refuses at the fields', async () => {
    expect((await start(room, [])).errors).toEqual({ 'Send to': 'Choose at least one channel or person.' });
    expect((await start(room, ['#beta'], { Day: '2020-01-01' })).errors?.['Closes']).toContain(
      'The day is over.',
    );
  });

  it('tells the author whom it cannot reach', async () => {
    room.beta.removeApp();
    await start(room, ['#beta', '@ben']);
    await room.settled();
    expect(room.ana.dm.messages).toHaveLength(1);
    expect(room.ana.dm.last?.visibleText).toContain('#beta: Herald is not in this channel.');
    expect(await results(room)).toContain('Nothing to show yet.');
  });

  it('is for roles to start and read, and harmless with any title', async () => {
    const title = '<!channel> `a` *b* <https://x.example|y> 🎉 שלום';
    await start(room, ['#beta'], { Title: title });
    await room.settled();
    expect(room.beta.last?.visibleText).toContain(title);
    expect(room.beta.last?.broadcasts).toEqual([]);
    const refused = await room.ben.type(room.general, '/survey new');
    expect(refused.answer?.visibleText).toContain('You cannot start a survey.');
    for (const typed of ['results', 'close', 'export', 'remind'])
      expect((await room.ben.type(room.general, `/survey ${typed}`)).answer?.visibleText).toContain(
        'You cannot',
      );
  });

  it('waits on the Home tab until it is answered', async () => {
    await start(room, ['@ben']);
    await room.settled();
    expect((await room.ben.openHome()).visibleText).toContain('Surveys that wait for you');
    const { modal } = await room.ben.pressHome('Answer');
    await modal?.choose('How likely are you to recommend it to a colleague?', '9');
    await modal?.submit();
    expect((await room.ben.openHome()).visibleText).not.toContain('Surveys that wait for you');
  });
});

const fail = (): never => {
  throw new Error('There is no such message.');
};
