import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalSlack, startLocalSlack } from '../index.ts';
import { namesOf } from '../text/names.ts';
import { writePages } from './index.ts';
import { mrkdwnHtml } from './mrkdwn.ts';

let slack: LocalSlack;

beforeAll(async () => {
  slack = await startLocalSlack();
  slack.addPerson({ name: 'ana' });
  slack.addChannel({ name: 'releases' });
});

afterAll(() => slack.stop());

test.each([
  ['*bold* _it_ ~gone~ `a*b*`', '<strong>bold</strong> <em>it</em> <s>gone</s> <code>a*b*</code>'],
  [
    '<https://example.com/a?b=1&amp;c=2|the *notes*>',
    '<a href="https://example.com/a?b=1&amp;c=2">the *notes*</a>',
  ],
  ['&lt;script&gt; <script>', '&lt;script&gt; script'],
  ['> one\n> two\nthree', '<blockquote>one<br>two</blockquote>three'],
  ['```\na < b\n```after', '<pre>a &lt; b\n</pre>after'],
  ['<!here> :rocket: :nope:', '<span class="mention all">@here</span> 🚀 :nope:'],
  ['<javascript:alert(1)|x>', 'x'],
  ['<!date^1^{date}|1 Jan>', '<time>1 Jan</time>'],
  ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
])('%s', (text, wanted) => {
  expect(mrkdwnHtml(text, namesOf(slack.team)).text).toBe(wanted);
});

test('pages stand alone and text from people stays text', async () => {
  await slack.person('ana').post('#releases', '<img src=x onerror=alert(1)> *hi*');
  const dir = await mkdtemp(join(tmpdir(), 'pages-'));
  const files = await writePages(slack, dir);
  expect(files).toEqual(['index.html', 'channel-releases.html']);
  const page = await readFile(join(dir, 'channel-releases.html'), 'utf8');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toMatch(/<(script|link|img)/);
});
