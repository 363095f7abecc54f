import type { ImportView } from '../../contract/imports.ts'
import { momentOf } from '../../contract/moment.ts'
import { importSource } from '../../domain/import-source.ts'
import { readMapping } from '../../domain/imports/read-mapping.ts'
import type { ImportRow } from '../../features/imports/import-rows.ts'

/** An import as the API shows it. */
export function viewOfImport(row: ImportRow): ImportView {
  const read = readMapping(row.mapping)
  return {
    id: row.id,
    fileName: row.fileName,
    mappingName: 'mapping' in read ? read.mapping.name : row.fileName,
    source: importSource(row.id),
    state: row.state,
    rows: row.rows,
    imported: row.imported,
    duplicates: row.duplicates,
    rejected: row.rejected,
    bytes: row.bytes,
    bytesRead: row.bytesRead,
    rejects: row.rejected > 0,
    notices: row.notices.map(({ code, text, count }) => ({ code, text, count })),
    failure: row.failure,
    by: row.actor,
    startedAt: momentOf(row.startedAt),
    finishedAt: momentOf(row.finishedAt),
    undoneAt: momentOf(row.undoneAt),
  }
}
