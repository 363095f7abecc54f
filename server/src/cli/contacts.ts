import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import { ExportQuery } from '../contract/export-contacts.ts'
import { AppError } from '../domain/app-error.ts'
import { exportContacts } from '../flows/export-contacts.ts'
import { withRipen } from './with-ripen.ts'

/** Parameters of the list of contacts that the command takes, with what they say. */
const doors = {
  stage: 'contacts in this stage; none: in no stage',
  track: 'the track that --stage belongs to (default: the first)',
  q: 'part of a name or of an address',
  where: 'criteria as JSON, as the lifecycle document has them',
  segment: 'a saved segment by its key',
  entered: 'who entered this stage',
  reached: 'who reached this stage or a later one',
  from: 'of --entered or --reached: who came from this stage',
  passed: 'of --from: yes or no',
  moved: 'of --stage: in or out in the last week',
  by: 'a dimension of the reports, with --key',
  key: 'a value of --by',
  since: 'first month that counts',
  until: 'last month that counts',
} as const

export function registerContacts(program: Command): void {
  const contacts = program.command('contacts').description('contacts of a list')
  const command = contacts
    .command('export')
    .description('write the contacts of a list as CSV: ripen contacts export --stage mql -o mqls.csv')
    .option('--columns <names>', 'with commas between: email,stage,trait:industry,score:engagement')
    .option('--bom', 'begin with a byte order mark, for Excel')
    .option('-o, --output <file>', 'where to (default: to the terminal)')
  for (const [name, says] of Object.entries(doors)) command.addOption(new Option(`--${name} <value>`, says))
  command.action(exportList)
}

type Given = Readonly<{ output?: string; bom?: boolean } & Record<string, string | boolean | undefined>>

async function exportList({ output, bom, ...given }: Given): Promise<void> {
  const read = ExportQuery.strict().safeParse({ ...given, bom: bom === true ? 'yes' : 'no' })
  if (!read.success)
    throw new AppError(
      'invalid',
      read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}.`).join(' '),
    )
  await withRipen('contacts export', async (ripen) => {
    const lines = await exportContacts(ripen, { query: read.data, visible: 'all', by: 'system' })
    if (output === undefined) {
      for await (const part of lines) process.stdout.write(part)
      return
    }
    await pipeline(lines, createWriteStream(output, { mode: 0o600 }))
    process.stderr.write(`Written to ${output}.\n`)
  })
}
