import type pg from 'pg'
import { decodeOpenings } from '../../domain/calendar/openings.ts'
import type { Time } from '../../domain/facts.ts'
import { readLifecycle } from '../../domain/lifecycle/document.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { findHeadVersion, findVersion } from './versions.ts'

type Client = Pick<pg.Pool, 'query'>

export interface Published {
  readonly program: Program
  /** Since when it is in force. */
  readonly from: Time
  /** Whether it moved contacts to where they would stand had it always been in force. */
  readonly restates: boolean
}

/** The published versions, compiled once for each process. */
export interface Programs {
  /** The newest version; null before the first was published. */
  head(client: Client): Promise<Program | null>
  /** A version that exists. */
  get(client: Client, version: number): Promise<Program>
  published(client: Client, version: number): Promise<Published>
}

/** Versions kept compiled; older ones are compiled again when a proof asks for them. */
const KEPT = 50

export function createPrograms(): Programs {
  const known = new Map<number, Promise<Published>>()
  const published = (client: Client, version: number): Promise<Published> => {
    const found = known.get(version)
    if (found !== undefined) return found
    const loading = load(client, version)
    known.set(version, loading)
    loading.catch(() => known.delete(version))
    const oldest = known.keys().next().value
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest)
    return loading
  }
  const get = async (client: Client, version: number) => (await published(client, version)).program
  return {
    get,
    published,
    async head(client) {
      const version = await findHeadVersion(client)
      return version === null ? null : get(client, version)
    },
  }
}

async function load(client: Client, version: number): Promise<Published> {
  const found = await findVersion(client, version)
  if (found === null) throw new Error(`There is no lifecycle version ${version}.`)
  const openings = Object.fromEntries(Object.entries(found.openings).map(([key, text]) => [key, decodeOpenings(text)]))
  const read = readLifecycle(found.document, version, openings, found.migrations)
  if ('faults' in read)
    throw new Error(
      `Lifecycle version ${version} was published and can no longer be read: ${JSON.stringify(read.faults[0])}`,
    )
  return { program: read.compiled.program, from: found.publishedAt, restates: found.effect === 'restate' }
}
