import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../../../test/room.ts';

describe('releases in Slack', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('answers help for an unknown word, from the table that routes', async () => {
    const { answer } = await room.ana.type(room.general, '/release dance <!channel>');
    expect(answer?.visibleText).toContain('/release has no dance');
    expect(answer?.visibleText).toContain('/release notes [version]');
    expect(answer?.broadcasts).toEqual([]);
  });

  it('opens "New release" with the notes drafted from the commits', async () => {
    const { modal } = await room.ana.type(room.general, '/release new 1.4.0');
    expect(modal?.title).toBe('New release');
    expect(modal?.labels).toEqual([
      'Version',
      'Title',
      'Stage',
      "What's new",
      'How to use it',
      'Rollback plan',
      'Release date',
    ]);
    expect(modal?.value("What's new")).toContain('save as PDF');
    expect(modal?.value("What's new")).not.toContain('linter');
    modal?.fill('Title', 'Faster exports');
    expect(await modal?.submit()).toMatchObject({ closed: true });
    const again = await room.ana.type(room.general, '/release new 1.4.0');
    expect(again.modal?.value('Title')).toBe('Faster exports');
  });
});
