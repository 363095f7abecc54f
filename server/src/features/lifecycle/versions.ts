import type pg from 'pg'
import type { LifecycleVersionItem, PublishEffect } from '../../contract/lifecycle.ts'
import { sqlTime } from '../../db/column-values.ts'
import type { Actor, Time } from '../../domain/facts.ts'

/** The word of a team for a version. */
export type AgreedTeam = LifecycleVersionItem['agreedBy'][number]

/** Under what a version was published, beside who agreed. */
type Terms = NonNullable<LifecycleVersionItem['terms']>

export type WithoutAgreement = NonNullable<Terms['without']>

export interface Version {
  readonly version: number
  readonly document: string
  readonly publishedAt: Time
  readonly publishedBy: Actor
  readonly message: string
  readonly stateKey: string
  readonly decisionKey: string
  /** Stages that are gone, and where their contacts go: of this version and all before. */
  readonly migrations: Readonly<Record<string, string>>
  /** Encoded openings by calendar. */
  readonly openings: Readonly<Record<string, string>>
  readonly agreedBy: AgreedTeam[]
  /** What it did to who was in a stage already. */
  readonly effect: PublishEffect
  /** Null of those that were published before such were kept. */
  readonly terms: Terms | null
}

type Client = Pick<pg.Pool, 'query'>

/** All processes take this lock: those that decide share it, a publish has it alone. */
const LIFECYCLE_LOCK = 7_236_450_119

const columns = `version, document, published_at as "publishedAt", published_by as "publishedBy", message,
  state_key as "stateKey", decision_key as "decisionKey", migrations, openings, agreed_by as "agreedBy", terms, effect`

/** Waits until nobody publishes, and keeps publishing out until the transaction ends. */
export async function shareLifecycle(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock_shared($1)', [LIFECYCLE_LOCK])
}

/** Waits until nobody decides, and keeps all others out until the transaction ends. */
export async function takeLifecycle(client: Client): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LIFECYCLE_LOCK])
}

/** The number of the newest version; null before the first. */
export async function findHeadVersion(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ version: number | null }>({
    name: 'head-version',
    text: 'select max(version) as version from lifecycles',
  })
  return rows[0]?.version ?? null
}

export async function findVersion(client: Client, version: number): Promise<Version | null> {
  const { rows } = await client.query<Version>(`select ${columns} from lifecycles where version = $1`, [version])
  return rows[0] ?? null
}

export async function insertVersion(client: Client, version: Version): Promise<void> {
  await client.query(
    `insert into lifecycles (version, document, published_at, published_by, message, state_key, decision_key, migrations, openings,
       agreed_by, terms, effect)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      version.version,
      version.document,
      sqlTime(version.publishedAt),
      JSON.stringify(version.publishedBy),
      version.message,
      version.stateKey,
      version.decisionKey,
      JSON.stringify(version.migrations),
      JSON.stringify(version.openings),
      JSON.stringify(version.agreedBy),
      JSON.stringify(version.terms),
      version.effect,
    ],
  )
}

/** Notes under which key the states of a version's contacts are saved from now on. */
export async function saveStateKey(client: Client, version: number, stateKey: string): Promise<void> {
  await client.query('update lifecycles set state_key = $2 where version = $1', [version, stateKey])
}
