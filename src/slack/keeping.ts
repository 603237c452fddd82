import type { App } from '@slack/bolt';

/**
 * Bolt acknowledges an event before its listeners run. What is acknowledged must be on disk first, so the
 * acknowledgement of an event waits here until its listener has kept it; if that fails, Slack sends it again.
 */
export function afterKeeping(app: App): App {
  const processEvent: App['processEvent'] = async (event) => {
    if (event.body['type'] !== 'event_callback') return app.processEvent(event);
    await app.processEvent({ ...event, ack: async () => undefined });
    await event.ack();
  };
  return Object.create(app, { processEvent: { value: processEvent } });
}
