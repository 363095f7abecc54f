import type { Entrance } from '../flows/people/entrance.ts'
import type { Ripen } from '../flows/ripen.ts'
import type { Lookups } from '../integrations/segment/reading.ts'
import type { KeyChecker, RejectedMessages } from './intake/ports.ts'
import type { CountingIntake, Metrics } from './metrics.ts'

/** What the HTTP side is built from. */
export interface HttpParts {
  readonly ripen: Ripen
  readonly intake: CountingIntake
  readonly keys: KeyChecker
  /** What people come in by. */
  readonly entrance: Entrance
  readonly rejected: RejectedMessages
  readonly lookups: Lookups
  readonly metrics: Metrics
  /** Address by which people reach Ripen; null: loopback. */
  readonly url: string | null
  /** Addresses and networks whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[]
  /** Folder in which uploads and other files are kept. */
  readonly dataDir: string
  /** Folder with the built web app. */
  readonly webFolder: string
  /** The one file of the API's reference page. */
  readonly referenceScript: string
  /** Whether the database is there, the schema is ours and a lifecycle is published. */
  checkReadiness(): Promise<Readiness>
}

export interface Readiness {
  readonly database: boolean
  readonly schema: boolean
  readonly lifecycle: boolean
}
