import type { Command } from 'commander'
import { type ChangeSegment, CreateSegment, type SegmentView } from '../contract/segments.ts'
import { AppError } from '../domain/app-error.ts'
import { countPeople, criteriaOf } from '../flows/segments/filter-contacts.ts'
import {
  changeSegment,
  createSegment,
  deleteSegment,
  showSegment,
  showSegments,
} from '../flows/segments/manage-segments.ts'
import { textTable } from './text-table.ts'
import { withRipen } from './with-ripen.ts'

const where = '<criteria>'
const asJson = 'conditions as in the lifecycle document, as JSON: \'{ "stage": "mql" }\''

export function registerSegment(program: Command): void {
  const segment = program.command('segment').description('contacts of whom criteria hold, under a name')
  segment
    .command('list')
    .description('list the segments, with how many contacts are in each')
    .option('--json', 'print as JSON')
    .action(list)
  segment
    .command('count')
    .description('count the contacts of whom criteria hold now')
    .argument(where, asJson)
    .option('--json', 'print as JSON')
    .action(count)
  segment
    .command('create')
    .description('save criteria under a name')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption(`--where ${where}`, asJson)
    .option('--key <key>', 'how criteria name it (default: made of the name)')
    .option('--note <note>', 'what it is for')
    .option('--json', 'print as JSON')
    .action(create)
  segment
    .command('change')
    .description('change a segment; what the lifecycle in force copied of it stays')
    .argument('<key>', 'key of the segment')
    .option('--name <name>', 'what people call it')
    .option(`--where ${where}`, asJson)
    .option('--note <note>', 'what it is for')
    .option('--json', 'print as JSON')
    .action(change)
  segment
    .command('delete')
    .description('delete a segment; what the lifecycle in force copied of it stays')
    .argument('<key>', 'key of the segment')
    .option('--json', 'print as JSON')
    .action(remove)
}

interface Printed {
  readonly json?: boolean
}

async function list({ json = false }: Printed): Promise<void> {
  await withRipen('segment list', async (ripen) => {
    const segments = await showSegments(ripen)
    if (json) return print({ segments })
    const rows = segments.map(({ key, name, count: people, state }) => [
      key,
      name,
      state,
      people === null ? '' : String(people),
    ])
    process.stdout.write(rows.length === 0 ? 'There are no segments yet.\n' : textTable(rows, 3))
  })
}

async function count(text: string, { json = false }: Printed): Promise<void> {
  await withRipen('segment count', async (ripen) => {
    const asked = { where: criteriaOf(text), limit: 0 }
    let counted = await countPeople(ripen, asked, 'all')
    // Whoever waits at a prompt wants the number, not how far it is.
    while (counted.counting !== null) counted = await countPeople(ripen, asked, 'all')
    if (json) return print(counted)
    process.stdout.write(`${counted.exact ? '' : 'about '}${counted.count}\n`)
  })
}

interface Given extends Printed {
  readonly name?: string
  readonly key?: string
  readonly note?: string
  readonly where?: string
}

async function create({ json = false, where: text = '', ...given }: Given): Promise<void> {
  const wanted = CreateSegment.safeParse({ ...given, where: criteriaOf(text) })
  if (!wanted.success)
    throw new AppError(
      'invalid',
      wanted.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join(' '),
    )
  await withRipen('segment create', async (ripen) => {
    tell(await createSegment(ripen, wanted.data, 'system'), 'Saved', json)
  })
}

async function change(key: string, { json = false, where: text, name, note }: Given): Promise<void> {
  const changes: ChangeSegment = {
    ...(name === undefined ? {} : { name }),
    ...(note === undefined ? {} : { note }),
    ...(text === undefined ? {} : { where: criteriaOf(text) }),
  }
  if (Object.keys(changes).length === 0)
    throw new AppError('invalid', 'Nothing is to be changed: give --name, --where or --note.')
  await withRipen('segment change', async (ripen) => {
    tell(await changeSegment(ripen, key, changes, 'system'), 'Changed', json)
  })
}

async function remove(key: string, { json = false }: Printed): Promise<void> {
  await withRipen('segment delete', async (ripen) => {
    const { name } = await showSegment(ripen, key)
    await deleteSegment(ripen, key, 'system')
    if (json) return print({ deleted: key })
    process.stdout.write(`Deleted “${name}” (${key}).\n`)
  })
}

function tell(segment: SegmentView, done: string, json: boolean): void {
  if (json) print(segment)
  else process.stdout.write(`${done} “${segment.name}” as ${segment.key}. Its people are counted while Ripen runs.\n`)
}

function print(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
