import { resolve } from 'node:path';

/** Where the repository is, cleaned of credentials; `label` may be shown to people. */
export type Address = {
  url: string;
  label: string;
  /** What an `http.<scope>.extraheader` must be bound to; undefined if the remote is not http. */
  httpScope?: string;
  username?: string;
  token?: string;
};

const control = /\p{Cc}/u;
const scpLike = /^(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][\w.-]*:(?!\/\/)[\w~./@+-]+$/;
const branchShape = /^(?!.*\.\.)(?!.*\/\/)(?!.*\.lock(?:\/|$))[A-Za-z0-9_][\w./+@-]*$/;

/** Whether a text can be the name of a branch or tag; stricter than git. */
export function isRefName(name: string): boolean {
  return (
    branchShape.test(name) &&
    !name.endsWith('/') &&
    !name.endsWith('.') &&
    name.length <= 200 &&
    !/\/\./.test(name)
  );
}

function fromUrl(text: string): Address | { refusal: string } {
  const url = new URL(text);
  const http = url.protocol === 'https:' || url.protocol === 'http:';
  if (!http && !['ssh:', 'git:', 'file:'].includes(url.protocol)) {
    return { refusal: `The protocol ${url.protocol}// is not allowed; use https, ssh, git or a path.` };
  }
  if (url.hostname.startsWith('-') || url.username.startsWith('-') || url.pathname.startsWith('/-')) {
    return { refusal: 'The address has a part that starts with a dash.' };
  }
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !loopback) {
    return { refusal: 'Use https: over http anyone on the way could read the token.' };
  }
  const username = decodeURIComponent(url.username);
  const token = decodeURIComponent(url.password);
  url.password = '';
  if (http) url.username = '';
  const shown = new URL(url.href);
  shown.username = '';
  return {
    url: url.href,
    label: shown.href,
    ...(http ? { httpScope: `${url.origin}/` } : {}),
    ...(http && username !== '' ? { username } : {}),
    ...(http && token !== '' ? { token } : {}),
  };
}

/** Reads the address of a remote; refuses helpers such as `ext::`, options in disguise and plain http. */
export function parseAddress(text: string): Address | { refusal: string } {
  if (text === '' || control.test(text))
    return { refusal: 'The address is empty or has control characters.' };
  if (text.startsWith('-')) return { refusal: 'The address starts with a dash.' };
  if (/^[A-Za-z0-9+.-]+::/.test(text)) return { refusal: 'Remote helpers (name::address) are not allowed.' };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text)) {
    return URL.canParse(text) ? fromUrl(text) : { refusal: 'The address is not a valid URL.' };
  }
  if (/^(\/|\.\.?\/)/.test(text)) return { url: resolve(text), label: text };
  if (scpLike.test(text)) return { url: text, label: text.replace(/^[^@]*@/, '') };
  if (/^[\w.][\w./ @+-]*$/.test(text)) return { url: resolve(text), label: text };
  return { refusal: 'The address is neither a URL nor a path.' };
}
