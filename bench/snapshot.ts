import { copyOut } from '../server/src/db/copy.ts'
import type { Db } from '../server/src/db/open.ts'
import { ONE_SNAPSHOT } from '../server/src/db/snapshot.ts'
import { type Tx, transaction } from '../server/src/db/transaction.ts'
import { readsOf } from '../server/src/domain/columnar/reads.ts'
import { b2b } from '../server/src/domain/lifecycle/presets/b2b.ts'
import { buildSnapshot } from '../server/src/flows/build-snapshot.ts'
import { programOf } from '../server/src/testing/compiled.ts'
import { median, readCpu } from './cpu.ts'
import { machine, onDatabase } from './database.ts'

const PER_CONTACT = 10

/**
 * CPU of reading everybody's history out of PostgreSQL into columns, against a bare COPY of the same rows in the same order whose bytes are thrown
 * away. Both in turn in one run.
 */
export function benchSnapshot(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 100_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 3)
  return onDatabase(async ({ db, postmaster }) => {
    await fill(db, contacts)
    const reads = readsOf([programOf(b2b)])
    const cost = async (work: (client: Tx) => Promise<number>) => {
      const [began, before] = [performance.now(), await readCpu(postmaster)]
      const rows = await transaction(db, work, ONE_SNAPSHOT)
      const after = await readCpu(postmaster)
      const us = (from: number, to: number) => ((to - from) / rows) * 1e6
      return {
        node: us(before.node, after.node),
        postgres: us(before.postgres, after.postgres),
        rate: rows / ((performance.now() - began) / 1000),
        rows,
      }
    }
    const build = () => cost(async (client) => (await buildSnapshot(client, reads)).snapshot.at.length)
    const bare = () => cost((client) => copyAll(client))
    await build()
    await bare()
    const measured: { build: Awaited<ReturnType<typeof build>>; bare: Awaited<ReturnType<typeof bare>> }[] = []
    for (let round = 0; round < rounds; round++) measured.push({ build: await build(), bare: await bare() })
    const short = (value: number) => Number(value.toFixed(2))
    const middle = (of: (one: (typeof measured)[number]) => number) => short(median(measured.map(of)))
    return {
      name: 'snapshot',
      ratio: middle(({ build: ours, bare: limit }) => (limit.node + limit.postgres) / (ours.node + ours.postgres)),
      build_us: {
        node: middle(({ build: { node } }) => node),
        postgres: middle(({ build: { postgres } }) => postgres),
      },
      copy_us: { node: middle(({ bare: { node } }) => node), postgres: middle(({ bare: { postgres } }) => postgres) },
      events_per_second: Math.round(middle(({ build: { rate } }) => rate)),
      copy_events_per_second: Math.round(middle(({ bare: { rate } }) => rate)),
      events: measured[0]?.build.rows,
      contacts,
      ...(await machine(db)),
    }
  })
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

async function copyAll(client: Tx): Promise<number> {
  const stream = copyOut(
    client,
    `copy (select contact_id, id, kind, name, data, stamp, names, channel, at from events order by contact_id, id) to stdout (format binary)`,
  )
  for await (const _chunk of stream) {
    // Bytes only.
  }
  return stream.rowCount
}
