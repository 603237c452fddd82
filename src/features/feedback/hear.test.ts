import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announced, openRoom, type Room } from '../../../test/room.ts';
import { allProducts } from '../products/index.ts';
import { feedbackOf } from './index.ts';

describe('feedback that people write', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const kept = async () => {
    await room.settled();
    const [product] = await allProducts(room.herald.parts.db);
    return product ? feedbackOf(room.herald.parts, product.workspace, product.id) : [];
  };
  const card = async () => {
    await announced(room, '1.4.0');
    const [found] = room.general.messages;
    if (!found) throw new Error('No card.');
    return found;
  };

  it('keeps a reply under an announcement once, and follows its edit and its deletion', async () => {
    const thread = await card();
    const reply = await room.ben.post(room.general, 'The PDF has &lt;no&gt; page numbers', { thread });
    await room.slack.redeliver(room.slack.lastEvent, 3);
    expect(await kept()).toMatchObject([
      { source: 'thread', person: room.ben.id, link: reply.permalink, quotable: false },
    ]);
    await room.ben.edit(reply, 'The PDF has no page numbers any more');
    expect((await kept()).map((item) => item.text)).toEqual(['The PDF has no page numbers any more']);
    await room.ben.delete(reply);
    expect(await kept()).toEqual([]);
  });

  it('leaves other threads, other messages and bots alone', async () => {
    await card();
    const talk = await room.ben.post(room.general, 'Lunch?');
    await room.cleo.post(room.general, 'Yes', { thread: talk });
    expect(await kept()).toEqual([]);
  });

  it('names people and channels in what it keeps', async () => {
    const thread = await card();
    await room.cleo.post(room.general, '@ben told me in #beta that it crashes', { thread });
    const [item] = await kept();
    expect(item?.text).toMatch(/^@ben.* told me in #beta that it crashes$/i);
  });

  it('keeps a direct message, says so in its thread, and follows it', async () => {
    await announced(room, '1.4.0');
    const message = await room.cleo.post('dm', 'Search is <!channel> great, but slow');
    await room.slack.redeliver(room.slack.lastEvent, 2);
    expect(await kept()).toMatchObject([{ source: 'dm', person: room.cleo.id }]);
    expect(message.thread).toHaveLength(1);
    expect(message.thread[0]?.visibleText).toContain('Kept as feedback for atlas 1.4.0.');
    expect(message.thread[0]?.broadcasts).toEqual([]);
    await room.cleo.delete(message);
    expect(await kept()).toEqual([]);
    expect(message.thread[0]?.visibleText).toContain('Herald does not keep it any more');
  });

  it('answers "help" in a direct message with what it can do, and keeps nothing', async () => {
    const message = await room.cleo.post('dm', 'help');
    expect(await kept()).toEqual([]);
    expect(message.thread[0]?.visibleText).toContain('/release help');
  });

  it('says that a file without words is not kept', async () => {
    const message = await room.cleo.post('dm', '', { files: [{ name: 'shot.png', content: 'x' }] });
    expect(await kept()).toEqual([]);
    expect(message.thread[0]?.visibleText).toContain('Herald keeps words only');
  });

  it('keeps 10,000 characters of a direct message whole', async () => {
    await room.cleo.post('dm', 'é🎉'.repeat(5000));
    expect((await kept())[0]?.text).toBe('é🎉'.repeat(5000));
  });
});
