import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Herald's own numbers, in Prometheus form. */
export function openMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    /** Requests from Slack by status. */
    requests: new Counter({
      name: 'herald_slack_requests_total',
      help: 'Requests from Slack by answered status.',
      labelNames: ['status'],
      registers,
    }),
    /** Seconds from a request from Slack to its acknowledgement. */
    acks: new Histogram({
      name: 'herald_slack_ack_seconds',
      help: 'Time from a request from Slack to its acknowledgement.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
      registers,
    }),
    /** Messages and files that wait. */
    waiting: new Gauge({
      name: 'herald_outbox_waiting',
      help: 'Messages and documents that wait to stand.',
      labelNames: ['kind'],
      registers,
    }),
  };
}
export type Metrics = ReturnType<typeof openMetrics>;
