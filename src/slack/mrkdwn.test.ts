import { describe, expect, it } from 'vitest';
import { toMrkdwn } from './mrkdwn.ts';

describe('markdown in Slack', () => {
  it.each([
    ['headings', '## Features\n\n- one\n- two', '*Features*\n• one\n• two'],
    ['bold, italics and code', '**b** *i* `c`', '*b* _i_ `c`'],
    ['links', '[docs](https://example.com/a?b=1&c=2)', '<https://example.com/a?b=1&amp;c=2|docs>'],
    ['other addresses stay text', '[x](javascript:alert(1))', 'x'],
    ['numbered lists', '3. three\n4. four', '3. three\n4. four'],
    ['nested lists', '- a\n  - b', '• a\n    • b'],
    ['quotes', '> said', '> said'],
    ['code blocks', '```\n<b>\n```', '```\n&lt;b&gt;\n```'],
    ['broadcasts', '<!channel> and <@U123> and <#C1>', '&lt;!channel&gt; and &lt;@U123&gt; and &lt;#C1&gt;'],
    ['HTML', '<b>x</b>', '&lt;b&gt;x&lt;/b&gt;'],
    ['autolinks of mail', 'a & b', 'a &amp; b'],
  ])('%s', (_name, markdown, wanted) => expect(toMrkdwn(markdown)).toBe(wanted));
});
