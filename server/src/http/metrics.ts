import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Figures } from '../features/metrics/read-figures.ts'
import type { Intake } from './intake/ports.ts'

export interface MetricsSources {
  /** What the database knows; asked at each scrape. */
  readFigures(): Promise<Figures>
  /** Bytes that wait to be written. */
  queuedBytes(): number
}

export interface Metrics {
  readonly contentType: string
  /** Everything as text for Prometheus. Figures of a database that does not answer are left as they were. */
  show(): Promise<string>
  /** The same intake, counted and timed. */
  watch(intake: CountingIntake): Intake
  /** Counts messages that were refused before they reached the intake. */
  countRejected(messages: number): void
}

/** An intake that says how many of its messages it knew already. */
export interface CountingIntake {
  submit(
    ...given: Parameters<Intake['submit']>
  ): Promise<
    | (Extract<Awaited<ReturnType<Intake['submit']>>, { outcome: 'committed' }> & { readonly duplicates: number })
    | Exclude<Awaited<ReturnType<Intake['submit']>>, { outcome: 'committed' }>
  >
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string) => new Counter({ name, help, registers })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const accepted = counter('ripen_intake_accepted_total', 'Messages that were written')
  const rejected = counter('ripen_intake_rejected_total', 'Messages that were not taken')
  const duplicates = counter('ripen_intake_duplicates_total', 'Messages that were known already')
  const refused = counter('ripen_intake_refused_requests_total', 'Requests that were asked to come again')
  const seconds = new Histogram({
    name: 'ripen_intake_seconds',
    help: 'Time until the messages of a request were written',
    buckets,
    registers,
  })
  const queue = gauge('ripen_intake_queue_bytes', 'Bytes that wait to be written')
  const wakeLag = gauge('ripen_wake_lag_seconds', 'How long the longest waiting contact has been due')
  const accountLag = gauge('ripen_account_lag_seconds', 'How long the oldest event of an account waits')
  const refold = gauge('ripen_refold_progress', 'Share of contacts folded to the newest version, 1 when done')
  const jobs = gauge('ripen_jobs', 'Jobs that wait or run')
  const kept = gauge('ripen_rejected_messages', 'Rejected messages that are kept')

  return {
    contentType: registry.contentType,
    async show() {
      queue.set(sources.queuedBytes())
      const figures = await sources.readFigures().catch(() => null)
      if (figures !== null) {
        wakeLag.set(figures.wakeLagSeconds)
        accountLag.set(figures.accountLagSeconds)
        refold.set(figures.refoldProgress)
        jobs.set(figures.jobs)
        kept.set(figures.rejectedMessages)
      }
      return registry.metrics()
    },
    watch: (intake) => ({
      async submit(messages, bytes) {
        const stop = seconds.startTimer()
        const answer = await intake.submit(messages, bytes)
        stop()
        if (answer.outcome === 'committed') {
          duplicates.inc(answer.duplicates)
          accepted.inc(messages.length - answer.rejected.length - answer.duplicates)
        } else refused.inc()
        return answer
      },
    }),
    countRejected: (messages) => rejected.inc(messages),
  }
}
