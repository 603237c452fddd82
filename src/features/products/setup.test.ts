import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';

describe('setting up in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('proposes the repository of the settings and whoever types as Project Planner', async () => {
    const { modal } = await room.ana.type(room.general, '/release setup');
    expect(modal?.title).toBe('Set up Herald');
    expect(modal?.labels).toEqual([
      'Product name',
      'Announcement channel',
      'Repository',
      'Branch',
      'Documents folder',
      'Project Planner',
      'Senior Developer',
      'User Advocate',
      'System Designer',
      'Timezone',
    ]);
    expect(modal?.value('Product name')).toBe('atlas');
    expect(modal?.value('Repository')).toBe(room.remote.url);
    expect(modal?.value('Timezone')).toBe('Europe/Lisbon');
  });

  it.each([
    ['Timezone', 'Mars/Olympus', 'Not a time zone'],
    ['Documents folder', '../outside', 'A folder inside the repository'],
    ['Documents folder', '.git/hooks', 'A folder inside the repository'],
    ['Repository', 'ext::sh -c touch% /tmp/owned', ''],
    ['Repository', '--upload-pack=touch /tmp/owned', ''],
    ['Repository', '/etc', 'on a server'],
    ['Repository', 'file:///etc', 'on a server'],
    ['Repository', 'FILE:///etc', 'on a server'],
    ['Repository', 'relative/path', 'on a server'],
    ['Branch', '--force', ''],
  ])('refuses %s %s at its field', async (label, typed, reason) => {
    const { modal } = await room.ana.type(room.general, '/release setup');
    await modal?.fill(label, typed);
    const { closed, errors } = (await modal?.submit()) ?? {};
    expect(closed).toBe(false);
    expect(Object.values(errors ?? {}).join(' ')).toContain(reason);
    expect(Object.keys(errors ?? {})).toHaveLength(1);
  });

  it('moves the documents when their folder changes, whole', async () => {
    const { modal } = await room.ana.type(room.general, '/release new 1.4.0');
    await modal?.fill('Title', 'Moves along');
    await modal?.submit();
    await room.settled();
    const setup = await room.ana.type(room.general, '/release setup');
    await setup.modal?.fill('Documents folder', 'docs/record');
    expect(await setup.modal?.submit()).toMatchObject({ closed: true });
    await room.settled();
    expect(room.remote.read('docs/record/07_release_notes.md')).toContain('Moves along');
    expect(room.ana.dm.messages).toEqual([]);
  });

  it('lets nobody without the role add a product, and no two products share a folder', async () => {
    await room.ana.type(room.general, '/release notes');
    const refused = await room.ben.type(room.general, '/release setup new');
    expect(refused.answer?.visibleText).toContain('You cannot run setup');
    const { modal } = await room.ana.type(room.general, '/release setup new');
    await modal?.fill('Product name', 'Second');
    expect((await modal?.submit())?.errors).toEqual({
      'Documents folder': expect.stringContaining('docs/second'),
    });
  });

  it('refuses somebody who may not, and tells two people at once apart', async () => {
    const first = await room.ana.type(room.general, '/release setup');
    await first.modal?.pick('Project Planner', [room.ana, room.ben]);
    await first.modal?.submit();
    const refused = await room.cleo.type(room.general, '/release setup');
    expect(refused.answer?.visibleText).toContain('Project Planner (Ana Silva, Ben Okoro)');
    const [one, two] = [
      await room.ana.type(room.general, '/release setup'),
      await room.ben.type(room.general, '/release setup'),
    ];
    await one.modal?.fill('Timezone', 'UTC');
    expect(await one.modal?.submit()).toMatchObject({ closed: true });
    const late = await two.modal?.submit();
    expect(late?.next?.visibleText).toContain('Somebody else changed this');
  });
});

describe('without a repository in the settings', () => {
  it('leads the first use of any command to setup', async () => {
    const room = await openRoom({ environment: { GIT_REMOTE: '' } });
    for (const command of ['/release announce 1.0.0', '/survey new', '/feedback it is slow', '/bugs']) {
      const { modal } = await room.ana.type(room.general, command);
      expect(modal?.title).toBe('Set up Herald');
      await modal?.close();
    }
    const { modal } = await room.ana.type(room.general, '/release setup');
    await modal?.fill('Product name', 'Atlas <!here> 🎉');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    const { answer } = await room.ana.type(room.general, '/release notes');
    expect(answer?.visibleText).toContain('This product has no repository.');
    await room.close();
  });
});
