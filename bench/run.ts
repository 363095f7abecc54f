import { benchAccount } from './account.ts'
import { benchContact } from './contact.ts'
import { benchCriteria } from './criteria.ts'
import { benchImport } from './import.ts'
import { benchIntake } from './intake.ts'
import { benchLists } from './lists.ts'
import { benchReports } from './reports.ts'
import { benchSnapshot } from './snapshot.ts'
import { benchWhatIf } from './what-if.ts'

/** What can be measured: `npm run bench -- NAME [--json]`. */
const benchmarks: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>> = {
  intake: benchIntake,
  import: benchImport,
  account: benchAccount,
  contact: benchContact,
  criteria: benchCriteria,
  lists: benchLists,
  reports: benchReports,
  snapshot: benchSnapshot,
  'what-if': benchWhatIf,
}

const [name = '', ...options] = process.argv.slice(2)
const bench = benchmarks[name]
if (bench === undefined) {
  process.stderr.write(`Name one of: ${Object.keys(benchmarks).join(', ')}.\n`)
  process.exit(1)
}
const result = await bench()
if (options.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`)
else
  for (const [key, value] of Object.entries(result))
    process.stdout.write(`${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`)
