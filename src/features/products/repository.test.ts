import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { productRemote, scratchRemote } from '../../../test/repository.ts';
import { openRoom, type Room } from '../../../test/room.ts';

const MINUTE = 60_000;

describe('a repository in trouble', () => {
  let room: Room;
  afterEach(() => room.close());

  const decide = async (why: string) => {
    const { modal } = await room.ana.type(room.general, '/release decide');
    await modal?.choose('Decision', 'Iterate');
    await modal?.fill('Why', why);
    expect((await modal?.submit())?.errors).toBeUndefined();
    await modal?.close({ all: true });
    await room.settled();
  };
  const told = (): string => room.ana.dm.messages.map((message) => message.visibleText).join('\n');
  /** Lets the time pass until Herald tries again. */
  const later = async (): Promise<void> => {
    room.clock.advance(30 * MINUTE);
    await room.settled();
  };

  it('loses nothing while the remote is away', async () => {
    room = await openRoom();
    await decide('Before it went away.');
    renameSync(room.remote.url, `${room.remote.url}.away`);
    await decide('While it was away.');
    await decide('Still away.');
    renameSync(`${room.remote.url}.away`, room.remote.url);
    await later();
    const logbook = room.remote.read('01_vision_logbook.md');
    for (const why of ['Before it went away.', 'While it was away.', 'Still away.'])
      expect(logbook).toContain(why);
  });

  it('says which branches there are when the branch is missing', async () => {
    room = await openRoom({ environment: { GIT_BRANCH: 'release' } });
    await decide('Nowhere to write it.');
    expect(told()).toContain('Herald cannot write to the repository.');
    expect(told()).toContain('main');
    expect(told()).toContain('Nothing is lost');
  });

  it("shows the server's words when the branch is protected", async () => {
    const remote = productRemote();
    const hook = join(remote.url, 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "main is protected: open a pull request" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    room = await openRoom({ remote });
    await decide('Protected.');
    expect(told()).toContain('main is protected: open a pull request');
    expect(remote.subjects()).not.toContainEqual(expect.stringContaining('docs(release)'));
  });

  it('begins an empty repository', async () => {
    room = await openRoom({ remote: scratchRemote('empty') });
    await decide('The first word.');
    expect(room.remote.files()).toEqual(['01_vision_logbook.md', '07_feedback_summary.md']);
  });

  it('keeps CRLF files as they are', async () => {
    room = await openRoom();
    room.remote.git('config', 'core.autocrlf', 'false');
    room.remote.commit('docs: a logbook', {
      '01_vision_logbook.md': '# Vision logbook\r\n\r\nOur vision.\r\n',
    });
    await decide('Line ends stay.');
    const logbook = room.remote.read('01_vision_logbook.md') ?? '';
    expect(logbook).toContain('Line ends stay.');
    expect(logbook).toContain('Our vision.\r\n');
    expect(logbook.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it("keeps a person's change inside a marked part, and shows them what Herald would have written", async () => {
    room = await openRoom();
    const { modal } = await room.ana.type(room.general, '/release new 1.4.0');
    await modal?.fill('Title', 'First title');
    await modal?.submit();
    await room.settled();
    const before = room.remote.read('07_release_notes.md') ?? '';
    room.remote.commit('docs: a better title', {
      '07_release_notes.md': before.replace('## 1.4.0: First title', '## 1.4.0: A better title'),
    });
    const again = await room.ana.type(room.general, '/release new 1.4.0');
    await again.modal?.fill('Title', 'Second title');
    await again.modal?.submit();
    await room.settled();
    expect(room.remote.read('07_release_notes.md')).toContain('## 1.4.0: A better title');
    expect(told()).toContain('Herald kept their text');
    expect(told()).toContain('Second title');
  });

  it('merges a change of a person with news in other lines', async () => {
    room = await openRoom();
    const { modal } = await room.ana.type(room.general, '/release new 1.4.0');
    await modal?.fill('Rollback plan', 'Switch the flag off.');
    await modal?.submit();
    await room.settled();
    const before = room.remote.read('07_release_notes.md') ?? '';
    room.remote.commit('docs: more about rolling back', {
      '07_release_notes.md': before.replace(
        'Switch the flag off.',
        'Switch the flag off, then tell support.',
      ),
    });
    const again = await room.ana.type(room.general, '/release new 1.4.0');
    await again.modal?.fill('Title', 'With a title');
    await again.modal?.submit();
    await room.settled();
    const after = room.remote.read('07_release_notes.md') ?? '';
    expect(after).toContain('then tell support.');
    expect(after).toContain('## 1.4.0: With a title');
  });
});
