import { describe, expect, it } from 'vitest';
import {
  forgottenReply,
  giveModal,
  helpReply,
  keptNote,
  keptReply,
  notKeptReply,
  savedNote,
} from './views.ts';

const atlas = { product: { name: 'Atlas <!here>' }, release: { version: '1.4.0' } };

describe('what people read about feedback', () => {
  it('is short and says what to do', () =>
    expect({
      'a command': keptNote(atlas).text,
      'a command without a release': keptNote({ ...atlas, release: undefined }).text,
      'a shortcut': savedNote(atlas, true).text,
      'a second shortcut': savedNote(atlas, false).text,
      'a direct message': keptReply(atlas).text,
      'a deleted message': forgottenReply().text,
      'one that could not be kept': notKeptReply('There is no <product>.').text,
      help: helpReply().text,
    }).toMatchInlineSnapshot(`
      {
        "a command": "Kept for Atlas &lt;!here&gt; 1.4.0. To choose what it is about or to stay anonymous, type \`/feedback\` alone.",
        "a command without a release": "Kept for Atlas &lt;!here&gt;. To choose what it is about or to stay anonymous, type \`/feedback\` alone.",
        "a deleted message": "You deleted this message. Herald does not keep it any more.",
        "a direct message": "Kept as feedback for Atlas &lt;!here&gt; 1.4.0. If you edit or delete your message, Herald follows. Type \`help\` to see what else it can do.",
        "a second shortcut": "This message is kept as feedback already.",
        "a shortcut": "Saved as feedback for Atlas &lt;!here&gt; 1.4.0.",
        "help": "Write what you think of the product, and Herald keeps it as feedback. It can do more:
      • \`/feedback\` to stay anonymous, \`/feedback interview\` for interview notes
      • \`/bugs\` to see the bugs; react with :bug: to a message to log one
      • \`/survey help\` to ask people questions
      • \`/release help\` to announce a release and to see how it goes",
        "one that could not be kept": "Herald could not keep this. There is no &lt;product&gt;.",
      }
    `));

  it('says in the modal what staying anonymous means', () =>
    expect(giveModal('P1 R1', atlas)).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "elements": [
              {
                "text": "For Atlas &lt;!here&gt; 1.4.0.",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
          {
            "block_id": "text",
            "element": {
              "action_id": "value",
              "max_length": 3000,
              "multiline": true,
              "type": "plain_text_input",
            },
            "hint": {
              "emoji": true,
              "text": "Up to 3,000 characters. For more, send it to Herald as a direct message.",
              "type": "plain_text",
            },
            "label": {
              "emoji": true,
              "text": "Your feedback",
              "type": "plain_text",
            },
            "optional": false,
            "type": "input",
          },
          {
            "block_id": "about",
            "element": {
              "action_id": "value",
              "options": [
                {
                  "text": {
                    "emoji": true,
                    "text": "Performance",
                    "type": "plain_text",
                  },
                  "value": "Performance",
                },
                {
                  "text": {
                    "emoji": true,
                    "text": "Usability",
                    "type": "plain_text",
                  },
                  "value": "Usability",
                },
                {
                  "text": {
                    "emoji": true,
                    "text": "Value",
                    "type": "plain_text",
                  },
                  "value": "Value",
                },
                {
                  "text": {
                    "emoji": true,
                    "text": "Something else",
                    "type": "plain_text",
                  },
                  "value": "Something else",
                },
              ],
              "type": "radio_buttons",
            },
            "label": {
              "emoji": true,
              "text": "About",
              "type": "plain_text",
            },
            "optional": true,
            "type": "input",
          },
          {
            "block_id": "anonymous",
            "element": {
              "action_id": "value",
              "options": [
                {
                  "text": {
                    "emoji": true,
                    "text": "Yes",
                    "type": "plain_text",
                  },
                  "value": "yes",
                },
              ],
              "type": "checkboxes",
            },
            "hint": {
              "emoji": true,
              "text": "Herald then stores nothing that says who you are. Without it, your team sees your name.",
              "type": "plain_text",
            },
            "label": {
              "emoji": true,
              "text": "Stay anonymous",
              "type": "plain_text",
            },
            "optional": true,
            "type": "input",
          },
        ],
        "callback_id": "feedback.give",
        "close": {
          "emoji": true,
          "text": "Cancel",
          "type": "plain_text",
        },
        "private_metadata": "P1 R1",
        "submit": {
          "emoji": true,
          "text": "Send",
          "type": "plain_text",
        },
        "title": {
          "emoji": true,
          "text": "Give feedback",
          "type": "plain_text",
        },
        "type": "modal",
      }
    `));
});
