import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { openPost, type Post, wanted } from '../../test/post.ts';
import { Repeated } from '../db/database.ts';
import type { Channel } from '../localslack/index.ts';
import { type SlackApi, SlackSilent } from '../slack/api.ts';
import type { Publication } from './publication.ts';

const workspace = 'T1';
const POST = 'chat.postMessage';
const texts = (channel: Channel): string[] => channel.everything.map((message) => message.visibleText);

onBoth('messages in the outbox', (fresh) => {
  let post: Post;
  beforeEach(async () => {
    post = await openPost(await fresh());
  });
  afterEach(() => post.close());

  const save = (...publications: Publication[]) => post.outbox.save({ workspace, publications });
  const stands = async (...publications: Publication[]): Promise<void> => {
    await save(...publications);
    await post.outbox.settled();
  };
  const state = async (key: string) => (await post.outbox.publications.byKey(workspace, key))?.state;

  it('posts a key once and then edits it in place', async () => {
    await stands(wanted('card', post.general, 'New'));
    const [first] = post.general.messages;
    await stands(wanted('card', post.general, 'Confirmed'));
    expect(texts(post.general)).toEqual(['Confirmed']);
    expect(post.general.messages[0]?.ts).toBe(first?.ts);
    expect([post.calls(POST), post.calls('chat.update')]).toEqual([1, 1]);
  });

  it('lets edits that come faster than they can be sent become one', async () => {
    await stands(wanted('card', post.general, 'New'));
    for (let at = 1; at <= 30; at += 1) await save(wanted('card', post.general, `Edit ${at}`));
    await post.outbox.settled();
    expect(texts(post.general)).toEqual(['Edit 30']);
    expect(post.calls('chat.update')).toBeLessThan(10);
  });

  it('keeps the order of a destination, though Slack asks to wait in the middle', async () => {
    post.slack.fail(POST, { retryAfter: 3 });
    const numbers = ['1', '2', '3', '4', '5', '6'];
    await stands(...numbers.map((number) => wanted(number, post.general, number)));
    expect(texts(post.general)).toEqual(numbers);
    post.slack.fail(POST, { error: 'internal_error' });
    await stands(...['7', '8', '9'].map((number) => wanted(number, post.general, number)));
    post.clock.advance(10_000);
    await post.outbox.settled();
    expect(texts(post.general)).toEqual([...numbers, '7', '8', '9']);
  });

  it('waits as long as Slack asks, and counts that as no failure', async () => {
    post.slack.fail(POST, { retryAfter: 30, times: 7 });
    const started = post.clock.now();
    await save(wanted('card', post.general, 'Patient'));
    for (let times = 0; times < 8; times += 1) {
      await post.outbox.settled();
      post.clock.advance(30_000);
    }
    await post.outbox.settled();
    expect(texts(post.general)).toEqual(['Patient']);
    expect(post.calls(POST)).toBe(8);
    expect(post.clock.now() - started).toBeGreaterThan(7 * 30_000);
  });

  it.each([
    ['not_in_channel', /\/invite @Herald/],
    ['channel_not_found', /cannot see this channel/],
    ['is_archived', /archived/],
    ['msg_too_long', /too long/],
    ['user_disabled', /deactivated/],
  ])('gives up at once on %s, says why, and goes on with the others', async (error, reason) => {
    post.slack.fail(POST, { error });
    await stands(
      wanted('a', post.general, 'Lost', { group: 'g' }),
      wanted('b', post.beta, 'Fine', { group: 'g' }),
    );
    expect(post.outcomes.find(({ state: ended }) => ended === 'failed')?.reason).toMatch(reason);
    expect(await post.outbox.publications.progress(workspace, 'g')).toMatchObject({
      standing: 1,
      failed: 1,
      left: 0,
      failures: [{ reason: expect.stringMatching(reason) }],
    });
  });

  it('stands after all when something newer is wanted, once people have mended why it failed', async () => {
    post.slack.fail(POST, { error: 'not_in_channel' });
    await stands(wanted('card', post.general, 'New'));
    expect(await state('card')).toBe('failed');
    await stands(wanted('card', post.general, 'Confirmed'));
    expect([texts(post.general), await state('card')]).toEqual([['Confirmed'], 'standing']);
    expect(await post.outbox.publications.byKey(workspace, 'card')).toMatchObject({
      attempts: 0,
      failingSince: null,
      error: null,
    });
  });

  it('leaves a workspace alone whose token is refused, and goes on when it works again', async () => {
    post.slack.fail(POST, { error: 'invalid_auth' });
    await stands(wanted('a', post.general, 'One'));
    await save(wanted('b', post.beta, 'Two'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(post.calls(POST)).toBe(1);
    post.clock.advance(301_000);
    await post.outbox.settled();
    expect([texts(post.general), texts(post.beta)]).toEqual([['One'], ['Two']]);
  });

  it.each([
    ['a page of HTML', { body: '<html>Bad gateway</html>', status: 502 }],
    ['words that are no answer', { body: 'ok' }],
    ['a broken connection', { dropReply: true }],
  ])('finds out what happened when %s comes back', async (_what, fault) => {
    post.slack.fail(POST, fault);
    await stands(wanted('card', post.general, 'Once'));
    post.clock.advance(10_000);
    await post.outbox.settled();
    expect(texts(post.general)).toEqual(['Once']);
    expect([await state('card'), post.calls('conversations.history')]).toEqual(['standing', 1]);
  });

  it('does not post again what arrived although the answer was lost', async () => {
    post.slack.fail(POST, { dropReply: true });
    await stands(wanted('thread', post.general, 'Parent'));
    post.slack.fail(POST, { dropReply: true });
    await stands(wanted('reply', post.general, 'Reply', { thread: { key: 'thread' } }));
    post.slack.fail(POST, { dropReply: true });
    await stands(wanted('dm', post.ana, 'Direct'));
    expect(post.calls(POST)).toBe(3);
    expect(texts(post.general)).toEqual(['Parent', 'Reply']);
    expect(texts(post.ana.dm)).toEqual(['Direct']);
  });

  it('repeats an edit whose answer was lost', async () => {
    await stands(wanted('card', post.general, 'New'));
    post.slack.fail('chat.update', { dropReply: true });
    await stands(wanted('card', post.general, 'Edited'));
    post.clock.advance(10_000);
    await post.outbox.settled();
    expect([texts(post.general), await state('card')]).toEqual([['Edited'], 'standing']);
  });

  it.each([
    ['that arrived', true],
    ['that did not arrive', false],
  ])('takes up after a crash a message %s', async (_what, arrived) => {
    const end = Promise.withResolvers<never>();
    const hanging: SlackApi = {
      call: async (...call) => {
        if (arrived && call[1] === POST) await post.api.call(...call);
        return end.promise;
      },
    };
    const dying = post.another({ api: hanging });
    await post.outbox.stop();
    await dying.start();
    await dying.save({ workspace, publications: [wanted('card', post.general, 'Once')] });
    await expect.poll(() => state('card')).toBe('sending');
    if (arrived) await expect.poll(() => texts(post.general)).toEqual(['Once']);
    post.clock.advance(61_000);
    const next = post.another();
    await next.start();
    await next.settled();
    post.clock.advance(10_000);
    await next.settled();
    expect([texts(post.general), await state('card')]).toEqual([['Once'], 'standing']);
    end.reject(new SlackSilent('the process is gone'));
  });

  it('holds a reply back until what it answers stands, whatever the order', async () => {
    await save(wanted('reply', post.general, 'Reply', { thread: { key: 'parent' } }));
    await save(wanted('other', post.beta, 'Other'));
    await expect.poll(() => texts(post.beta)).toEqual(['Other']);
    expect(texts(post.general)).toEqual([]);
    await stands(wanted('parent', post.general, 'Parent'));
    const [parent, reply] = post.general.everything;
    expect(reply?.threadTs).toBe(parent?.ts);
  });

  it('fails a reply whose parent failed', async () => {
    post.slack.fail(POST, { error: 'not_in_channel' });
    await stands(
      wanted('parent', post.general, 'Parent'),
      wanted('reply', post.general, 'Reply', { thread: { key: 'parent' } }),
    );
    expect([await state('parent'), await state('reply')]).toEqual(['failed', 'failed']);
  });

  it('saves the same act once', async () => {
    const act = { workspace, once: 'T1:press:1', publications: [wanted('a', post.general, 'A')] };
    await post.outbox.save(act);
    await expect(
      post.outbox.save({ ...act, publications: [wanted('b', post.general, 'B')] }),
    ).rejects.toThrow(Repeated);
    const many = Array.from({ length: 20 }, (_, at) =>
      post.outbox.save({
        workspace,
        once: 'T1:press:2',
        publications: [wanted(`c${at}`, post.general, 'C')],
      }),
    );
    const results = await Promise.allSettled(many);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await post.outbox.settled();
    expect(texts(post.general)).toEqual(['A', 'C']);
  });

  it('sends nothing before its time', async () => {
    await stands(wanted('later', post.general, 'Later', { notBefore: post.clock.now() + 600_000 }));
    expect(texts(post.general)).toEqual([]);
    post.clock.advance(601_000);
    await post.outbox.settled();
    expect(texts(post.general)).toEqual(['Later']);
  });

  it('goes on though whoever is told of an outcome breaks', async () => {
    const breaking = post.another({
      outcome: async () => {
        throw new Error('a listener broke');
      },
    });
    await post.outbox.stop();
    await breaking.start();
    await breaking.save({ workspace, publications: [wanted('a', post.general, 'A')] });
    await breaking.settled();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([texts(post.general), post.calls('conversations.history')]).toEqual([['A'], 0]);
  });

  it('sends once from two processes', async () => {
    const other = post.another();
    await other.start();
    const publications = Array.from({ length: 12 }, (_, at) => {
      const name = `to${at}`;
      return wanted(name, post.slack.addChannel({ name, botIn: true }), name);
    });
    await post.outbox.save({ workspace, publications });
    other.wake();
    await Promise.all([post.outbox.settled(), other.settled()]);
    expect(post.calls(POST)).toBe(12);
  });

  it('holds up no workspace because Slack hangs in another', async () => {
    const hanging: SlackApi = {
      call: (team, method, args) =>
        team === 'T2'
          ? new Promise((_resolve, reject) =>
              setTimeout(() => reject(new SlackSilent('no answer')), 700).unref(),
            )
          : post.api.call(team, method, args),
    };
    const outbox = post.another({ api: hanging });
    await post.outbox.stop();
    await outbox.start();
    const stuck = Array.from({ length: 20 }, (_, at) => wanted(`s${at}`, { id: `C${at}` }, 'x'));
    await outbox.save({ workspace: 'T2', publications: stuck });
    await outbox.save({ workspace, publications: [wanted('a', post.general, 'Quick')] });
    await expect.poll(() => texts(post.general), { timeout: 600 }).toEqual(['Quick']);
  });
});
