import type { MessageRef, Press } from '../../slack/entry.ts';
import { linkSoon } from '../../slack/link.ts';
import { readable } from '../../slack/readable.ts';
import type { Acting, Parts } from '../feature.ts';
import { releaseById } from '../releases/index.ts';
import type { Bug } from './bug.ts';
import { aboutMessage, messageSource } from './flag.ts';
import { type Found, logBug } from './log.ts';
import type { Report } from './modals.ts';

/** What a report is about, as the modal carries it: an announcement, or any message. */
type About = {
  readonly kind: 'announcement' | 'message';
  readonly product: string;
  readonly release: string | null;
  readonly channel: string;
  readonly ts: string;
  readonly root: string;
};

const NONE = '-';
const written = ({ kind, product, release, channel, ts, root }: About): string =>
  [kind, product, release ?? NONE, channel, ts, root].join(' ');

const readAbout = (about: string): About => {
  const [kind, product = '', release = NONE, channel = '', ts = '', root = ''] = about.split(' ');
  return {
    kind: kind === 'message' ? 'message' : 'announcement',
    product,
    release: release === NONE ? null : release,
    channel,
    ts,
    root,
  };
};

/** What the modal carries for a report from the button on an announcement; its value is the release. */
export async function aboutAnnouncement(parts: Parts, acting: Acting, press: Press): Promise<string> {
  const release = await releaseById(parts, acting.workspace, press.value);
  const { channel = acting.user, ts = '', threadTs } = press.message ?? {};
  return written({
    kind: 'announcement',
    product: release.product,
    release: release.id,
    channel,
    ts,
    root: threadTs ?? ts,
  });
}

/** What the modal carries and shows for a report about a message; undefined while there is no product. */
export async function aboutReported(
  parts: Parts,
  acting: Acting,
  message: MessageRef,
): Promise<{ readonly about: string; readonly said: string } | undefined> {
  const { channel, ts, threadTs } = message;
  const found = await aboutMessage(parts, { ...acting, channel }, threadTs ?? ts);
  if (!found) return undefined;
  return {
    about: written({ kind: 'message', ...found, channel, ts, root: threadTs ?? ts }),
    said: await readable(parts.lookups, acting.workspace, message.text),
  };
}

/** Where the card of a report stands: in the thread, or with the reporter where Herald cannot post. */
async function placeOf(
  parts: Parts,
  acting: Acting,
  about: About,
): Promise<Pick<Found, 'place' | 'thread' | 'private'>> {
  const channel = await parts.lookups.channel(acting.workspace, about.channel);
  const secret = about.kind === 'message' && (channel?.private ?? true);
  if (!channel?.member || about.root === '') return { place: acting.user, thread: null, private: secret };
  return { place: about.channel, thread: about.root, private: secret };
}

/** Logs what was entered in "Report a bug". */
export async function reportBug(parts: Parts, acting: Acting, about: string, report: Report): Promise<Bug> {
  const from = readAbout(about);
  return logBug(
    parts,
    acting,
    {
      product: from.product,
      release: from.release,
      severity: report.severity,
      story: report.story,
      saidBy: acting.user,
      sourceId: from.kind === 'message' ? messageSource(from) : `form:${acting.once}`,
      link: from.ts ? await linkSoon(parts, acting.workspace, from.channel, from.ts) : null,
      ...(await placeOf(parts, acting, from)),
    },
    'form',
  );
}
