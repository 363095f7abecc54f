import { type Command, Option } from 'commander'
import { CreateKey, type KeyKind } from '../contract/keys.ts'
import { AppError } from '../domain/app-error.ts'
import { createKey, listKeys, revokeKey } from '../features/keys/keys.ts'
import { withRipen } from './with-ripen.ts'

export function registerKey(program: Command): void {
  const key = program.command('key').description('what programs show to send events, or to read')
  key
    .command('create')
    .description('make a key; it is shown this one time')
    .addOption(
      new Option('--kind <kind>', 'write: sends what browsers may send; read: reads; full: everything')
        .choices(['write', 'read', 'full'])
        .makeOptionMandatory(),
    )
    .option('--historical', 'may send events that lie further back than 30 days (full keys only)')
    .requiredOption('--name <name>', 'to recognise it by')
    .option('--json', 'print as JSON')
    .action(create)
  key.command('list').description('list the keys').option('--json', 'print as JSON').action(list)
  key
    .command('revoke')
    .description('make a key invalid for good; it ends within ten seconds')
    .argument('<id>', 'id of the key, or its first characters as `ripen key list` shows them')
    .option('--json', 'print as JSON')
    .action(revoke)
}

type Wanted = { kind: KeyKind; historical?: boolean; name: string; json?: boolean }

async function create({ kind, historical = false, name, json }: Wanted): Promise<void> {
  const wanted = CreateKey.safeParse({ kind, historical, name })
  if (!wanted.success) {
    throw new AppError(
      'invalid',
      wanted.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' '),
    )
  }
  await withRipen('key create', async ({ db, now }) => {
    const made = await createKey(db.pool, wanted.data, now())
    process.stdout.write(
      json
        ? `${JSON.stringify(made)}\n`
        : `${made.key}\nKeep it: only its first characters are stored, to recognise it by.\n`,
    )
  })
}

async function list({ json }: { json?: boolean }): Promise<void> {
  await withRipen('key list', async ({ db }) => {
    const items = await listKeys(db.pool)
    const lines = items.map(({ id, prefix, kind, historical, name, createdAt, revokedAt }) =>
      [
        id,
        prefix,
        historical ? `${kind}, historical` : kind,
        createdAt,
        revokedAt === null ? name : `${name} (revoked)`,
      ].join('  '),
    )
    process.stdout.write(json ? `${JSON.stringify({ items })}\n` : lines.map((line) => `${line}\n`).join(''))
  })
}

async function revoke(idOrStart: string, { json }: { json?: boolean }): Promise<void> {
  if (idOrStart.startsWith('ripen_') && idOrStart.length > 20) {
    throw new AppError(
      'invalid',
      'This is a whole key. Name it by its id: what stands in a command line can be seen by others.',
    )
  }
  await withRipen('key revoke', async ({ db, now }) => {
    const found = (await listKeys(db.pool)).filter(({ id, prefix }) => id === idOrStart || prefix === idOrStart)
    const [key] = found
    if (key === undefined) throw new AppError('no_key', `There is no key ${idOrStart}. \`ripen key list\` shows them.`)
    if (found.length > 1)
      throw new AppError('several_keys', `Several keys begin with ${idOrStart}. Name one by its id.`)
    await revokeKey(db.pool, key.id, now())
    process.stdout.write(json ? `${JSON.stringify({ revoked: key.id })}\n` : `Revoked ${key.name} (${key.prefix}…).\n`)
  })
}
