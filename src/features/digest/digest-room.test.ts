import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { nextAfter } from '../../jobs/when.ts';
import type { Channel } from '../../localslack/index.ts';
import { weekOf } from './digest.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const LOGBOOK = '01_vision_logbook.md';
const SUMMARY = '07_feedback_summary.md';
const ZONE = 'Europe/Lisbon';

describe('the digest in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const file = (): string => `digests/${weekOf(room.clock.now(), ZONE)}.md`;

  const setChannel = async (): Promise<void> => {
    const { modal } = await room.ana.type(room.general, '/release setup');
    await modal?.pick('Announcement channel', room.general);
    expect(await modal?.submit()).toMatchObject({ closed: true });
  };

  const announce = async (version: string, title = ''): Promise<void> => {
    const { modal } = await room.ana.type(room.general, `/release announce ${version}`);
    if (title) await modal?.fill('Title', title);
    await modal?.pick('Send to', [room.beta]);
    expect(await modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
  };

  const decide = async (kind: string, why: string): Promise<void> => {
    const { modal } = await room.ana.type(room.beta, '/release decide');
    await modal?.choose('Decision', kind);
    await modal?.fill('Why', why);
    await modal?.submit();
    await room.ana.modal?.close();
    await room.settled();
  };

  const interview = async (quote: string, quotable: boolean): Promise<void> => {
    const { modal } = await room.ben.type(room.general, '/feedback interview');
    await modal?.fill('Who', 'Dora Secret');
    await modal?.fill('Notes', 'Notes stay in Herald.');
    await modal?.fill('Quotes', quote);
    if (quotable) await modal?.choose('May be quoted', modal.options('May be quoted'));
    await modal?.submit();
    await room.ben.modal?.close();
  };

  const post = async (): Promise<string | undefined> => {
    const { answer } = await room.ben.type(room.general, '/release digest');
    await room.settled();
    return answer?.visibleText;
  };

  const digests = (channel: Channel) =>
    channel.messages.filter((message) => message.visibleText.startsWith('Digest of atlas'));

  /** Moves the clock to just after a moment and lets the jobs look. */
  const at = async (moment: number): Promise<void> => {
    room.clock.advance(moment - room.clock.now());
    await room.herald.jobs.tick();
    await room.settled();
  };

  it('posts the message, its details in the thread, and both files', async () => {
    await setChannel();
    await announce('1.4.0', 'Faster exports');
    const [card] = room.beta.messages;
    if (!card) throw new Error('no card');
    await room.ben.post(room.beta, 'A reply that nobody agreed to quote.', { thread: card });
    await interview('The export is *much* faster, <b>thanks</b> <!channel>.', true);
    await decide('Iterate', 'Imports come next.');
    expect(await post()).toBe('The digest is posted in #general.');
    const message = room.general.last;
    expect(message?.visibleText).toContain('• 1.4.0 Faster exports was announced (Internal).');
    expect(message?.visibleText).toContain('3 new pieces, 3 in all');
    expect(message?.visibleText).toContain('The export is much faster, <b>thanks</b> <!channel>.');
    expect(message?.visibleText).not.toMatch(/nobody agreed|Dora Secret|Notes stay/);
    expect(message?.broadcasts).toEqual([]);
    expect(message?.thread).toHaveLength(1);
    expect(message?.thread[0]?.visibleText).toContain('✓ Stakeholders can decide: Iterate was decided');
    const written = room.remote.read(file()) ?? '';
    const summary = room.remote.read(SUMMARY) ?? '';
    for (const text of [written, summary]) {
      expect(text).toContain('> The export is \\*much\\* faster, &lt;b>thanks&lt;/b> &lt;!channel>.');
      expect(text).not.toMatch(/nobody agreed to quote|Dora Secret|Notes stay/);
    }
    expect(written).toContain('# Digest of atlas, 2');
    expect(summary).toContain('2 pieces of feedback stay out of this file');
    expect(summary).toContain('Imports come next.');
    expect(room.remote.subjects().join('\n')).toMatch(/docs\(release\): .*digest of \d{4}-W\d{2}/);
  });

  it('leaves what people wrote in its files byte for byte', async () => {
    await announce('1.4.0');
    await decide('Go', 'First.');
    await post();
    const own = 'Our own words,\twith `ticks` & <i>tags</i>.  \n';
    const paths = [SUMMARY, LOGBOOK, file()];
    const edited = paths.map((path) => {
      const before = room.remote.read(path) ?? '';
      return [path, `${before.replace('\n\n<!--', `\n\n${own}\n<!--`)}\n${own}`] as const;
    });
    room.remote.commit('docs: our words', Object.fromEntries(edited));
    await decide('Iterate', 'Second.');
    await announce('1.5.0');
    await post();
    for (const path of paths) {
      const after = room.remote.read(path) ?? '';
      expect(after.split(own)).toHaveLength(3);
      expect(after.endsWith(`\n${own}`)).toBe(true);
    }
    expect(room.remote.read(SUMMARY)).toContain('## 1.5.0');
    expect(room.remote.read(LOGBOOK)).toContain('Second.');
  });

  it('posts a new message and updates the same file when it is asked for again in a week', async () => {
    await setChannel();
    await announce('1.4.0');
    await post();
    await announce('1.5.0');
    await post();
    const [first, second] = digests(room.general);
    expect(first?.visibleText).toContain('1.4.0 was announced');
    expect(second?.visibleText).toContain('1.5.0 was announced');
    expect(second?.visibleText).not.toContain('1.4.0 was announced');
    const files = room.remote.files().filter((path) => path.startsWith('digests/'));
    expect(files).toEqual([file()]);
    const text = room.remote.read(file());
    expect(text).toContain('1.4.0 was announced');
    expect(text).toContain('1.5.0 was announced');
  });

  it('goes to the person when there is no announcement channel, and reads well when nothing has happened', async () => {
    await room.ana.type(room.general, '/release list');
    expect(await post()).toContain('as a direct message');
    expect(room.general.messages).toEqual([]);
    expect(room.ben.dm.last?.visibleText).toContain('Nothing has happened yet.');
    expect(room.remote.read(file())).toContain('Nothing has happened yet.');
    expect(room.remote.read(SUMMARY)).toBeUndefined();
  });

  it('is posted each week at its time, and once after a gap', async () => {
    await setChannel();
    await announce('1.4.0');
    await room.herald.jobs.tick();
    const { answer } = await room.ana.type(room.general, '/release digest monday 09:00');
    expect(answer?.visibleText).toContain('The digest is posted in #general at the time you set, next on');
    const monday = nextAfter({ cron: '0 9 * * 1', timezone: ZONE }, room.clock.now());
    await at(monday - MINUTE);
    expect(digests(room.general)).toHaveLength(0);
    await at(monday + 1000);
    expect(digests(room.general)).toHaveLength(1);
    await at(monday + 2 * MINUTE);
    expect(digests(room.general)).toHaveLength(1);
    await at(monday + 23 * DAY);
    await at(monday + 23 * DAY + 2 * MINUTE);
    expect(digests(room.general)).toHaveLength(2);
    await at(monday + 28 * DAY + 1000);
    expect(digests(room.general)).toHaveLength(3);
    await room.ana.type(room.general, '/release digest off');
    await at(monday + 36 * DAY);
    expect(digests(room.general)).toHaveLength(3);
  });

  it('is posted once when two people ask at the same moment', async () => {
    await setChannel();
    await announce('1.4.0');
    const asked = await Promise.all([
      room.ana.type(room.beta, '/release digest'),
      room.ben.type(room.beta, '/release digest'),
    ]);
    await room.settled();
    const answers = asked.map(({ answer }) => answer?.visibleText ?? '');
    const late = answers.filter((text) => text.includes('It is on its way.'));
    expect(digests(room.general)).toHaveLength(2 - late.length);
    for (const text of answers) expect(text).toMatch(/posted in #general|on its way/);
  });

  it('says what is wrong with a time, and who may set it', async () => {
    await setChannel();
    for (const typed of ['soon', 'monday', '61 9 * * *', '<!channel>', 'x'.repeat(3000)]) {
      const { answer } = await room.ana.type(room.general, `/release digest ${typed}`);
      expect(answer?.visibleText).toContain('Write it like /release digest monday 09:00.');
      expect(answer?.broadcasts).toEqual([]);
    }
    const often = await room.ana.type(room.general, '/release digest */5 * * * *');
    expect(often.answer?.visibleText).toContain('once a day at most');
    const { answer } = await room.ben.type(room.general, '/release digest monday 09:00');
    expect(answer?.visibleText).toContain('You cannot set when the digest is posted. These people can:');
  });

  it('tells the person who asked when the channel does not take it', async () => {
    await setChannel();
    room.general.archive();
    await room.ana.type(room.beta, '/release digest');
    await decide('Go', 'All the same.');
    expect(digests(room.general)).toHaveLength(0);
    const told = room.ana.dm.messages.map((message) => message.visibleText);
    expect(told).toEqual([
      expect.stringContaining('The digest could not be posted in #general. This channel is archived.'),
      expect.stringContaining('Your decision could not be posted in #general. This channel is archived.'),
    ]);
    expect(room.remote.read(file())).toContain('Nothing has happened yet.');
    expect(room.remote.read(LOGBOOK)).toContain('All the same.');
  });
});
