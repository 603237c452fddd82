import { afterEach, beforeEach, expect, it } from 'vitest';
import { onBoth } from '../../test/databases.ts';
import { openPost, type Post, wanted } from '../../test/post.ts';
import type { Channel } from '../localslack/index.ts';
import { type SlackApi, SlackRefusal, SlackSilent, translated } from '../slack/api.ts';
import type { Publication } from './publication.ts';

const workspace = 'T1';
const POST = 'chat.postMessage';
const texts = (channel: Channel): string[] => channel.everything.map((message) => message.visibleText);

onBoth('messages that Slack does not take or does not answer', (fresh) => {
  let post: Post;
  beforeEach(async () => {
    post = await openPost(await fresh());
  });
  afterEach(() => post.close());

  const save = (...publications: Publication[]) => post.outbox.save({ workspace, publications });
  const state = async (key: string) => (await post.outbox.publications.byKey(workspace, key))?.state;

  it.each(['never_heard_of', 'internal_error'])(
    'tries for hours where Slack says %s, then gives up and says why',
    async (error) => {
      post.slack.fail(POST, { error, times: 100 });
      await save(wanted('card', post.general, 'x'));
      for (let hour = 0; hour < 5.9; hour += 0.5) {
        await post.outbox.settled();
        expect(await state('card')).toBe('pending');
        post.clock.advance(1_800_000);
      }
      post.clock.advance(1_800_000);
      await post.outbox.settled();
      expect([await state('card'), post.calls(POST)]).toEqual(['failed', 13]);
      expect(post.outcomes.at(-1)?.reason).toMatch(/Herald tried for 6 hours/);
    },
  );

  it('looks first whether a message arrived although Slack broke', async () => {
    let broken = true;
    const breaking: SlackApi = {
      call: async (team, method, args) => {
        const answer = await post.api.call(team, method, args);
        if (method === POST && broken) {
          broken = false;
          throw translated(POST, { code: 'slack_webapi_platform_error', data: { error: 'fatal_error' } });
        }
        return answer;
      },
    };
    const outbox = post.another({ api: breaking });
    await post.outbox.stop();
    await outbox.start();
    await outbox.save({ workspace, publications: [wanted('card', post.general, 'Once')] });
    await outbox.settled();
    expect([texts(post.general), await state('card')]).toEqual([['Once'], 'standing']);
  });

  it('does not spin over a message whose outcome is unknown in a workspace that removed Herald', async () => {
    let installed = true;
    const asked: string[] = [];
    const leaving: SlackApi = {
      call: async (team, method, args) => {
        asked.push(method);
        if (!installed) throw new SlackRefusal(method, 'account_inactive');
        if (method !== POST) return post.api.call(team, method, args);
        installed = false;
        await post.api.call(team, method, args);
        throw new SlackSilent('the answer was lost');
      },
    };
    const outbox = post.another({ api: leaving });
    await post.outbox.stop();
    await outbox.start();
    await outbox.save({ workspace, publications: [wanted('card', post.general, 'Once')] });
    await expect.poll(() => asked.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect([asked.length, await state('card')]).toEqual([2, 'sending']);
    installed = true;
    post.clock.advance(301_000);
    await outbox.settled();
    expect([texts(post.general), await state('card'), asked.length]).toEqual([['Once'], 'standing', 3]);
  });

  it('looks for a message again only after as long as Slack asked to wait', async () => {
    post.slack.fail(POST, { dropReply: true });
    post.slack.fail('conversations.history', { retryAfter: 600 });
    await save(wanted('card', post.general, 'Once'));
    await expect.poll(() => post.calls('conversations.history')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(post.calls('conversations.history')).toBe(1);
    post.clock.advance(601_000);
    await post.outbox.settled();
    expect([texts(post.general), await state('card')]).toEqual([['Once'], 'standing']);
  });

  it('leaves a message to the one process that looks for it, and believes nobody who came too late', async () => {
    const store = post.outbox.publications;
    await post.outbox.stop();
    await save(wanted('card', post.general, 'Once'));
    const row = await store.byKey(workspace, 'card');
    const claimed = row && (await store.claim(row, 1000));
    if (!claimed) throw new Error('It could not be claimed.');
    const looks = await Promise.all([store.look(claimed, 70_000), store.look(claimed, 70_000)]);
    const [looked, ...others] = looks.filter((taken) => taken !== undefined);
    expect(others).toEqual([]);
    expect(await store.sending(69_999)).toEqual([]);
    expect(await store.sending(70_000)).toHaveLength(1);
    expect(looked && (await store.failed(looked, 'gone'))).toBe(true);
    expect(await store.stood(claimed, { channel: 'C1', ts: '1.1' })).toBe(false);
    await store.retry(claimed, 5, 'late');
    expect(await store.failed(claimed, 'late')).toBe(false);
    expect(await store.byKey(workspace, 'card')).toMatchObject({ state: 'failed', ts: null, error: 'gone' });
  });
});
