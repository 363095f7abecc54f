import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBinaryRows } from '../server/src/db/copy-binary.ts'
import type { Db } from '../server/src/db/open.ts'
import { ONE_SNAPSHOT } from '../server/src/db/snapshot.ts'
import { type Tx, transaction } from '../server/src/db/transaction.ts'
import { type Reads, readsOf } from '../server/src/domain/columnar/reads.ts'
import { b2b } from '../server/src/domain/lifecycle/presets/b2b.ts'
import { buildSnapshot } from '../server/src/flows/build-snapshot.ts'
import { openHistories } from '../server/src/flows/read-histories.ts'
import { writeHistories } from '../server/src/flows/write-histories.ts'
import { programOf } from '../server/src/testing/compiled.ts'
import { median, readCpu } from './cpu.ts'
import { machine, onDatabase } from './database.ts'

const PER_CONTACT = 10

/**
 * CPU of reading everybody's history out of PostgreSQL into columns, against a bare COPY of the same rows whose bytes are thrown away: in the order of
 * the histories, and as they come. All in turn in one run. Then what keeping them as a file costs, and loading them.
 */
export function benchSnapshot(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 100_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 3)
  return onDatabase(async ({ db, postmaster, folder }) => {
    await fill(db, contacts)
    const reads = readsOf([programOf(b2b)])
    const cost = async (work: (client: Tx) => Promise<number>) => {
      const [began, before] = [performance.now(), await readCpu(postmaster)]
      const rows = await transaction(db, work, ONE_SNAPSHOT)
      const after = await readCpu(postmaster)
      const each = (from: number, to: number) => ((to - from) / rows) * 1e6
      return {
        node: each(before.node, after.node),
        postgres: each(before.postgres, after.postgres),
        rate: rows / ((performance.now() - began) / 1000),
        rows,
      }
    }
    const works = {
      build: async (client: Tx) => (await buildSnapshot(client, reads)).snapshot.at.length,
      copy: (client: Tx) => copyAll(client, 'ordered'),
      unordered: (client: Tx) => copyAll(client, 'unordered'),
    }
    type Round = Readonly<Record<keyof typeof works, Awaited<ReturnType<typeof cost>>>>
    const measured: Round[] = []
    // The first round is to get warm.
    for (let round = 0; round <= rounds; round++) {
      const made = {
        build: await cost(works.build),
        copy: await cost(works.copy),
        unordered: await cost(works.unordered),
      }
      if (round > 0) measured.push(made)
    }
    const short = (value: number) => Number(value.toFixed(2))
    const middle = (of: (one: Round) => number) => short(median(measured.map(of)))
    const us = (which: keyof Round) => ({
      node: middle((round) => round[which].node),
      postgres: middle((round) => round[which].postgres),
    })
    const total = ({ node, postgres }: Round[keyof Round]) => node + postgres
    return {
      name: 'snapshot',
      ratio: middle(({ build, copy }) => total(copy) / total(build)),
      ratio_to_unordered: middle(({ build, unordered }) => total(unordered) / total(build)),
      build_us: us('build'),
      copy_us: us('copy'),
      unordered_copy_us: us('unordered'),
      events_per_second: Math.round(middle(({ build: { rate } }) => rate)),
      copy_events_per_second: Math.round(middle(({ copy: { rate } }) => rate)),
      ...(await fileOf(db, reads, folder)),
      events: measured[0]?.build.rows,
      contacts,
      ...(await machine(db)),
    }
  })
}

/** Writes what was gathered to a file and loads it again, as the next process does. */
async function fileOf(db: Db, reads: Reads, folder: string) {
  const kept = await transaction(db, (client) => buildSnapshot(client, reads), ONE_SNAPSHOT)
  const path = join(folder, 'histories.columns')
  const timed = async <T>(work: () => Promise<T>) => {
    const [began, before] = [performance.now(), process.cpuUsage()]
    const made = await work()
    const { user, system } = process.cpuUsage(before)
    return { made, cpu: Math.round((user + system) / 1000), wall: Math.round(performance.now() - began) }
  }
  const written = await timed(() => writeHistories(path, 'bench', kept))
  const loaded = await timed(async () => {
    const found = await openHistories(path)
    const histories = await found?.load()
    await found?.close()
    return histories?.snapshot.at.length
  })
  await rm(path)
  return {
    file: {
      mb: Number((written.made / 1e6).toFixed(1)),
      write_ms: { cpu: written.cpu, wall: written.wall },
      load_ms: { cpu: loaded.cpu, wall: loaded.wall },
      events: loaded.made,
    },
  }
}

/** Rows as the intake writes them, made by PostgreSQL itself from their numbers: the same each time. */
async function fill(db: Db, contacts: number): Promise<void> {
  const id = (number: string) => `('01900000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`
  await db.pool.query(
    `insert into contacts (id, bucket, seq, nth, state, state_key, decision_key, version, known, traits, created_at)
     select ${id('number')}, number % 256, ${PER_CONTACT}, 0, '', '', '', 1, 2, '{}', timestamptz '2024-01-01Z'
     from generate_series(1, $1::int) number`,
    [contacts],
  )
  // In the order of time, as they come: no contact's events lie together.
  await db.pool.query(
    `insert into events (contact_id, id, bucket, seq, kind, name, data, stamp, names, channel, source, message_key, at, received_at)
     select ${id('contact')}, md5('id ' || contact || '.' || nth)::uuid, contact % 256, nth, kind, case kind when 'page' then 'A page' when 'track' then 'Content Downloaded' else '' end,
       case kind
         when 'page' then jsonb_build_object('path', '/blog/post-' || contact * nth % 500, 'title', 'A page of ours', 'referrer', 'https://www.example.org/',
           'url', 'https://www.example.com/blog/post-' || contact * nth % 500 || '?visit=' || contact)
         when 'traits' then jsonb_build_object('set', jsonb_build_object('title', 'Specialist ' || contact % 40, 'email', contact || '@company.example'))
         else jsonb_build_object('content', 'guide-' || contact % 30) end,
       case kind when 'page' then '{"source": "organic_search"}'::jsonb end, 2, 'server', 'bench', decode(md5(contact || '.' || nth), 'hex'), at, at
     from (select contact, nth, case when nth = 1 then 'traits' when nth % 5 = 0 then 'track' else 'page' end as kind,
         timestamptz '2024-01-01Z' + nth * interval '20 days' + contact % 1000 * interval '1 hour' as at
       from generate_series(1, ${PER_CONTACT}) nth, generate_series(1, $1::int) contact) made`,
    [contacts],
  )
  await db.pool.query('vacuum analyze events')
  await db.pool.query('vacuum analyze contacts')
}

/** The rows that the snapshot is made of, whole, in the order of the histories or as they come; their bytes are thrown away. */
async function copyAll(client: Tx, order: 'ordered' | 'unordered'): Promise<number> {
  let rows = 0
  const inOrder = order === 'ordered' ? ' order by contact_id, id' : ''
  await readBinaryRows(
    client,
    `select contact_id, id, kind, name, data, stamp, names, channel, at from events${inOrder}`,
    () => {
      rows += 1
    },
  )
  return rows
}
