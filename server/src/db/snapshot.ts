import type { Tx } from './transaction.ts'

/** A transaction in which everything is seen as at one moment. */
export const ONE_SNAPSHOT = { mode: 'isolation level repeatable read, read only', unlimited: true } as const

/** A name under which other connections can look at exactly what this transaction sees, as long as it lasts. */
export async function exportSnapshot(client: Tx): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select pg_export_snapshot() as name')
  return rows[0]?.name ?? ''
}

/** Makes a transaction that has not read anything yet see what another one sees. */
export async function adoptSnapshot(client: Tx, name: string): Promise<void> {
  await client.query(`set transaction snapshot ${literal(name)}`)
}

// SET takes no parameters.
function literal(name: string): string {
  if (!/^[0-9A-F-]+$/i.test(name)) throw new Error(`${name} is no snapshot.`)
  return `'${name}'`
}
