import type { App } from '@slack/bolt';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, manifest, plain, startApp } from './fixture-app.ts';
import { type LocalSlack, startLocalSlack } from './index.ts';

const heard: Heard[] = [];
let slack: LocalSlack;
let app: App;

beforeAll(async () => {
  slack = await startLocalSlack({ manifest, timeScale: 0.001 });
  slack.addPerson({ name: 'ana' });
  slack.addPerson({ name: 'ben', tz: 'Europe/Berlin' });
  slack.addChannel({ name: 'general' });
  slack.addChannel({ name: 'releases' });
  app = await startApp(slack, heard);
});

beforeEach(() => {
  heard.length = 0;
  slack.violations.length = 0;
});

afterAll(async () => {
  await app.stop();
  await slack.stop();
});

describe('a person and a Bolt app', () => {
  test('the address is verified', async () => {
    expect(await slack.verifyUrl()).toBe(true);
  });

  test('a command is answered to the person alone', async () => {
    const outcome = await slack.person('ana').type('#general', '/release status');
    expect(outcome.status).toBe(200);
    expect(outcome.answer?.visibleText).toBe('You typed status');
    expect(slack.channel('general').messages).toEqual([]);
    expect(slack.person('ana').inbox).toHaveLength(1);
    expect(slack.person('ben').inbox).toHaveLength(0);
  });

  test('a late answer comes over the response_url', async () => {
    const outcome = await slack.person('ana').type('#general', '/release later');
    expect(outcome.answer?.visibleText).toBe('Here it is.');
  });

  test('commands that the manifest does not declare do not exist', async () => {
    await expect(slack.person('ana').type('#general', '/other')).rejects.toThrow('not a valid command');
  });

  test('a modal is filled by its labels and submitted', async () => {
    const ana = slack.person('ana');
    const outcome = await ana.type('#general', '/release announce');
    const form = outcome.modal;
    if (!form) throw new Error('no modal');
    expect([form.title, form.labels]).toEqual(['Announce release', ['Version', 'Stage', 'Send to', 'Share']]);
    expect(form.value('Version')).toBe('1.4.0');
    expect((await form.submit()).errors).toEqual({
      Stage: 'Please complete this required field.',
      'Send to': 'Please complete this required field.',
    });
    expect(() => form.fill('Nope', 'x')).toThrow('There is nothing called "Nope"');
    expect(() => form.fill('Version', 'x'.repeat(21))).toThrow('takes 20');
    await form.choose('Stage', 'Beta');
    await form.pick('Send to', [slack.channel('releases'), slack.person('ben')]);
    await form.fill('Share', '101');
    expect((await form.submit()).errors).toEqual({ Share: 'Please enter a number of at most 100.' });
    await form.fill('Share', '50');
    await form.fill('Version', 'bad');
    expect(await form.submit()).toMatchObject({ closed: false, errors: { Version: 'Not a version' } });
    await form.fill('Version', '1.4.1');
    const sent = await form.submit();
    expect(sent).toMatchObject({ closed: true, status: 200 });
    expect(sent.next).toBeUndefined();
    expect(ana.modal).toBeUndefined();
    expect(
      heard.find((one) => one.type === 'submit' && JSON.stringify(one.body).includes('1.4.1'))?.body,
    ).toEqual({
      v: { v: { type: 'plain_text_input', value: '1.4.1' } },
      s: { s: { type: 'static_select', selected_option: { text: plain('Beta'), value: 'beta' } } },
      to: {
        to: {
          type: 'multi_conversations_select',
          selected_conversations: [slack.channel('releases').id, slack.person('ben').id],
        },
      },
      n: { n: { type: 'number_input', value: '50' } },
    });
    expect(slack.violations).toEqual([]);
  });

  test('closing a modal is told to the app that asked for it', async () => {
    const outcome = await slack.person('ana').type('#general', '/release announce');
    await outcome.modal?.close();
    await slack.settle();
    expect(heard.map((one) => one.type)).toEqual(['closed']);
    expect(slack.person('ana').modal).toBeUndefined();
  });

  test('a button is pressed by its words', async () => {
    const posted = await app.client.chat.postMessage({
      token: slack.botToken,
      channel: slack.channel('releases').id,
      text: 'Herald 1.4.0',
      metadata: { event_type: 'card', event_payload: { key: 'release:1' } },
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Herald 1.4.0* is out, see <https://example.com|notes>' },
        },
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'got_it', text: plain('Got it'), value: '1' }],
        },
      ],
    });
    const card = slack.channel('releases').messages.at(-1);
    if (!card) throw new Error('nothing posted');
    expect(card.ts).toBe(posted.ts);
    expect(card.visibleText).toBe('Herald 1.4.0 is out, see notes\n[Got it]');
    const outcome = await slack.person('ben').press(card, 'Got it');
    expect(outcome.answer?.text).toBe('Thank you');
    await expect(slack.person('ben').press(card, 'Give feedback')).rejects.toThrow('a person sees [Got it]');
    await slack.person('ben').react(card, 'bug');
    await slack.settle();
    expect(heard.find((one) => one.type === 'reaction')?.body).toMatchObject({
      reaction: 'bug',
      item_user: slack.botUserId,
    });
    const history = await app.client.conversations.history({
      token: slack.botToken,
      channel: card.channelId,
      include_all_metadata: true,
    });
    expect(history.messages?.[0]?.metadata?.event_payload).toEqual({ key: 'release:1' });
  });

  test('typed text never pings unless it names somebody', async () => {
    const ana = slack.person('ana');
    const harmless = await ana.post('#general', 'look at <!channel> & <@U123>');
    expect([harmless.mentions, harmless.broadcasts]).toEqual([[], []]);
    expect(harmless.visibleText).toBe('look at <!channel> & <@U123>');
    const ping = await ana.post('#general', 'hi @ben and @here');
    expect([ping.mentions, ping.broadcasts]).toEqual([[slack.person('ben').id], ['here']]);
    expect(heard.filter((one) => one.type === 'message')).toHaveLength(2);
  });

  test('the Home tab is published when it is opened', async () => {
    const home = await slack.person('ana').openHome();
    expect(home.visibleText).toBe('Hello @Ana');
  });

  test('a message shortcut is found by its name', async () => {
    const message = await slack.person('ben').post('#general', 'too slow');
    const outcome = await slack.person('ana').messageShortcut(message, 'Save as feedback');
    expect(outcome.answer?.text).toBe('Saved.');
  });

  test('an event is redelivered under the same id', async () => {
    await slack.person('ana').post('#general', 'again');
    const before = heard.length;
    await slack.redeliver(slack.lastEvent, 2);
    await slack.settle();
    expect(heard.length).toBe(before + 2);
  });
});
