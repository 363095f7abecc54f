import pino from 'pino'
import { openDb } from '../db/open.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { BulkWorker } from '../flows/bulk/carry-out-bulk.ts'

// A process that works at bulk actions until it is killed: `node bulk-process.ts <database> <present in milliseconds>`.

const [url = '', present = '0'] = process.argv.slice(2)
const db = await openDb(url, { max: 3, applicationName: 'ripen test' })
const ripen = { db, programs: createPrograms(), log: pino({ level: 'silent' }), now: () => Number(present) }
const worker = new BulkWorker(ripen, new AbortController().signal)
for (;;) await worker.step()
