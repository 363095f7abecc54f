import type { MappingCheck } from '../contract/imports.ts'
import { say } from '../contract/messages/say.ts'
import { sayEvent } from '../contract/messages/say-event.ts'
import { AppError } from '../domain/app-error.ts'
import type { Incoming } from '../domain/incoming.ts'
import { type ImportReading, MappingFaults, prepareImport } from './prepare-import.ts'
import { firstRows } from './preview-import.ts'
import type { Ripen } from './ripen.ts'
import { faultOf, noticeMessage } from './run-import.ts'

const SHOWN = 20

/** What the first rows of a file would become by a mapping, in words; nothing is written. */
export async function checkMapping(
  ripen: Ripen,
  path: string,
  mapping: string,
  reading: ImportReading,
): Promise<MappingCheck> {
  try {
    const options = { path, mapping, reading, source: 'import', receivedAt: ripen.now() }
    const { table, read, notices, mapping: parsed } = await prepareImport(ripen, options)
    const rows = (await firstRows(table.rows(), SHOWN)).map((row, index) => {
      const fault = faultOf(row, table.headers.length)
      const result = fault === null ? read(row.cells) : { rejected: fault }
      if ('rejected' in result) return { row: index + 1, who: null, becomes: [], rejected: say(result.rejected) }
      const { messages } = result
      return { row: index + 1, who: whoOf(messages), becomes: messages.flatMap(inWords), rejected: null }
    })
    const told = notices
      .list()
      .map((notice) => ({ code: notice.code, text: say(noticeMessage(notice)), count: notice.count }))
    return { valid: true, faults: [], mapping: parsed, rows, notices: told }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const faults =
      error instanceof MappingFaults
        ? error.faults.map(({ path: at, line, column, message }) => ({
            path: [...at],
            line,
            column,
            text: say(message),
          }))
        : [{ path: [], line: 1, column: 1, text: error.message }]
    return { valid: false, faults, mapping: null, rows: [], notices: [] }
  }
}

function whoOf(messages: readonly Incoming[]): string | null {
  const identities = messages[0]?.identities ?? []
  return (identities.find(({ kind }) => kind === 'email') ?? identities[0])?.value ?? null
}

function inWords({ at, receivedAt, events, opportunity }: Incoming): readonly string[] {
  const when = at === receivedAt ? 'at the import' : new Date(at).toISOString().slice(0, 16).replace('T', ' ')
  const told = events.map((event) => sayEvent(event))
  if (opportunity !== null) {
    const { id, state, set } = opportunity
    told.push(sayEvent({ kind: 'opportunity', name: id, data: { ...set, state } }))
  }
  return told.map((text) => `${when}: ${text}`)
}
