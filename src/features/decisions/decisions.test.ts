import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';
import { Repeated } from '../../db/database.ts';
import type { Person } from '../../localslack/index.ts';
import { allProducts } from '../products/index.ts';
import { decide as decideOn } from './decide.ts';
import { decisionsOf } from './find.ts';

const DAY = 86_400_000;
const LOGBOOK = '01_vision_logbook.md';

describe('decisions in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const dayAhead = (days: number): string =>
    new Date(room.clock.now() + days * DAY).toISOString().slice(0, 10);

  async function release(version: string, title = ''): Promise<void> {
    const { modal } = await room.ana.type(room.general, `/release new ${version}`);
    if (title) await modal?.fill('Title', title);
    expect(await modal?.submit()).toMatchObject({ closed: true });
  }

  async function setChannel(): Promise<void> {
    const { modal } = await room.ana.type(room.general, '/release setup');
    await modal?.pick('Announcement channel', room.general);
    expect(await modal?.submit()).toMatchObject({ closed: true });
  }

  async function decide(
    person: Person,
    what: { version?: string; kind: string; why: string; risks?: string; review?: string },
  ) {
    const { modal } = await person.type(room.general, `/release decide ${what.version ?? ''}`.trim());
    await modal?.choose('Decision', what.kind);
    await modal?.fill('Why', what.why);
    if (what.risks) await modal?.fill('Risks', what.risks);
    if (what.review) await modal?.date('Review on', what.review);
    return modal?.submit();
  }

  it('posts the card and writes the logbook', async () => {
    await release('1.4.0', 'Faster exports');
    await setChannel();
    const { modal } = await room.ana.type(room.general, '/release decide');
    expect(modal?.title).toBe('Record a decision');
    expect(modal?.labels).toEqual(['Decision', 'Why', 'Risks', 'Review on']);
    expect(modal?.options('Decision')).toEqual([
      'Go',
      'No-go',
      'Roll back',
      'Hotfix',
      'Iterate',
      'Expand',
      'Stop',
    ]);
    await modal?.close();
    const review = dayAhead(7);
    const done = await decide(room.ana, {
      kind: 'Go',
      why: 'All checks pass.',
      risks: '- slow on big files\n- untested on Windows',
      review,
    });
    expect(done).toMatchObject({ closed: true });
    await room.settled();
    expect(room.general.last?.visibleText).toBe(
      [
        'Go: 1.4.0 Faster exports',
        'Why',
        'All checks pass.',
        'Risks',
        '- slow on big files',
        '- untested on Windows',
        `atlas · decided by @Ana Silva · Review on ${review}`,
      ].join('\n'),
    );
    const today = dayAhead(0);
    expect(room.remote.read(LOGBOOK)?.replace(/decision:[0-9a-f]{12}/g, 'decision:ID')).toBe(
      `# Vision logbook

<!-- herald:decision:ID start -->
## ${today}: Go, 1.4.0 Faster exports

**Why**

All checks pass.

**Risks**

- slow on big files
- untested on Windows

Decided by Ana Silva, who also asked for it: decided by one person. Review on ${review}.
<!-- herald:decision:ID end -->
`,
    );
    expect(room.remote.subjects()[0]).toMatch(/^docs\(release\): .*decide 1\.4\.0/);
  });

  it('leaves what people wrote in the logbook byte for byte, and adds new decisions above older ones', async () => {
    await release('1.4.0');
    await decide(room.ana, { kind: 'Go', why: 'First.' });
    await room.settled();
    const before = room.remote.read(LOGBOOK) ?? '';
    const own = `Our own words: <b>kept</b>   \n\n* as they are\n`;
    room.remote.commit('docs: our thoughts', { [LOGBOOK]: `${before}\n${own}` });
    await decide(room.ana, { kind: 'Hotfix', why: 'Second.' });
    await room.settled();
    const after = room.remote.read(LOGBOOK) ?? '';
    expect(after.endsWith(`\n${own}`)).toBe(true);
    expect(after.indexOf('Second.')).toBeGreaterThan(0);
    expect(after.indexOf('Second.')).toBeLessThan(after.indexOf('First.'));
  });

  it('answers the person when there is no announcement channel, and decides about the product without a release', async () => {
    await decide(room.ana, { kind: 'Iterate', why: 'Nobody uses it.' });
    expect(room.ana.modal?.visibleText).toContain('Iterate: atlas');
    expect(room.ana.modal?.visibleText).toContain('Nobody uses it.');
    await room.settled();
    expect(room.general.messages).toEqual([]);
    expect(room.remote.read(LOGBOOK)).toContain(': Iterate, atlas\n');
  });

  it('is told at its field what is wrong', async () => {
    await release('1.4.0');
    const late = await decide(room.ana, { kind: 'Go', why: 'Fine.', review: dayAhead(-3) });
    expect(late).toMatchObject({ closed: false });
    expect(JSON.stringify(late)).toContain('This day has passed. Choose today or later.');
    const unknown = await room.ana.type(room.general, '/release decide 9.9.9');
    expect(unknown.answer?.visibleText).toContain('atlas has no release 9.9.9');
  });

  it('refuses a person without a role, and names who can', async () => {
    await release('1.4.0');
    const { answer, modal } = await room.ben.type(room.general, '/release decide');
    expect(modal).toBeUndefined();
    expect(answer?.visibleText).toContain('You cannot decide. These people can: Project Planner (Ana Silva)');
  });

  it('gives text of people no meaning, in Slack and in the repository, and cuts nothing', async () => {
    await release('1.4.0', '<!everyone> `x` | *y*');
    await setChannel();
    const nasty = `<!channel> <@${room.ben.id}> \`\`\` <script>alert(1)</script>\n<!-- herald:x start -->\n# h\n${'مرحبا 🎉 & '.repeat(250)}END`;
    expect(await decide(room.ana, { kind: 'Go', why: nasty, risks: nasty })).toMatchObject({ closed: true });
    await room.settled();
    const card = room.general.last;
    expect(card?.broadcasts).toEqual([]);
    expect(card?.mentions).toEqual([room.ana.id]);
    expect(card?.visibleText.match(/END/g)).toHaveLength(2);
    const file = room.remote.read(LOGBOOK) ?? '';
    expect(file.match(/END/g)).toHaveLength(2);
    expect(file).not.toContain('<script');
    expect(file).not.toContain('<!-- herald:x');
  });

  it('keeps both decisions of two people at once', async () => {
    await release('1.4.0');
    const setup = await room.ana.type(room.general, '/release setup');
    await setup.modal?.pick('User Advocate', room.ben);
    await setup.modal?.submit();
    await Promise.all([
      decide(room.ana, { version: '1.4.0', kind: 'Go', why: 'Ana says so.' }),
      decide(room.ben, { version: '1.4.0', kind: 'Go', why: 'Ben says so.' }),
    ]);
    await room.settled();
    const file = room.remote.read(LOGBOOK) ?? '';
    expect(file).toContain('Ana says so.');
    expect(file).toContain('Ben says so.');
    expect(file).not.toContain('decided by one person');
  });

  it('brings a decision up on its review date until it is looked at again', async () => {
    await release('1.4.0');
    await decide(room.ana, { kind: 'Go', why: 'Fine for now.', review: dayAhead(3) });
    expect((await room.ana.openHome()).visibleText).not.toContain('due for review');
    room.clock.advance(3 * DAY);
    expect((await room.ana.openHome()).visibleText).toContain('Go: 1.4.0, due');
    expect((await room.ben.openHome()).visibleText).not.toContain('due for review');
    const { modal } = await room.ana.pressHome('Review');
    expect(modal?.title).toBe('Record a decision');
    await modal?.choose('Decision', 'Expand');
    await modal?.fill('Why', 'It holds.');
    await modal?.submit();
    expect((await room.ana.openHome()).visibleText).not.toContain('due for review');
  });

  it('no longer says "one person" when somebody else turns out to ask for the release', async () => {
    await release('1.4.0');
    const setup = await room.ana.type(room.general, '/release setup');
    await setup.modal?.pick('Senior Developer', room.ben);
    await setup.modal?.submit();
    await decide(room.ana, { version: '1.4.0', kind: 'Go', why: 'It is ready.' });
    await room.ana.modal?.close();
    await room.settled();
    expect(room.remote.read(LOGBOOK)).toContain('decided by one person');
    const { modal } = await room.ben.type(room.general, '/release announce 1.4.0');
    await modal?.pick('Send to', [room.beta]);
    await modal?.submit();
    await room.settled();
    expect(room.remote.read(LOGBOOK)).toContain('Decided by Ana Silva.');
  });

  it('keeps one decision however often the same submit arrives', async () => {
    await release('1.4.0');
    const { parts } = room.herald;
    const [product] = await allProducts(parts.db);
    if (!product) throw new Error('no product');
    const acting = { workspace: product.workspace, user: room.ana.id, channel: undefined, once: 'same' };
    const text = { kind: 'Stop' as const, why: 'Enough.', risks: '', reviewOn: null };
    await decideOn(parts, acting, product, undefined, text);
    await expect(decideOn(parts, acting, product, undefined, text)).rejects.toThrow(Repeated);
    expect(await decisionsOf(parts, product.workspace, product.id)).toHaveLength(1);
    await room.settled();
  });
});
