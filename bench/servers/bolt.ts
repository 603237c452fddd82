import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

// Stock Bolt as its own documentation starts it, with listeners that only acknowledge.
const secret = process.env['SLACK_SIGNING_SECRET'] ?? '';
const receiver = new HTTPReceiver({ signingSecret: secret, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U9' }),
});
app.command('/feedback', async ({ ack }) => ack('Kept.'));
app.view('feedback.give', async ({ ack }) => ack());
await app.start(Number(process.env['PORT']));
console.log('ready');
