/** Who a text pings: people, groups, and the words that ping many. */
export interface Mentions {
  users: string[];
  channels: string[];
  groups: string[];
  broadcasts: string[];
}

/** Reads the mentions out of Slack's markup. */
export function mentionsIn(text: string): Mentions {
  return {
    users: [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? ''),
    channels: [...text.matchAll(/<#([CGD][A-Z0-9]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? ''),
    groups: [...text.matchAll(/<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? ''),
    broadcasts: [...text.matchAll(/<!(channel|here|everyone)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? ''),
  };
}
