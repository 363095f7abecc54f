import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of imports, in the order of the migrations.

export interface ImportsTable {
  id: string
  file_name: string
  path: string
  fingerprint: string
  mapping: string
  reading: Json
  run_by: string
  state: string
  rows: number
  imported: number
  duplicates: number
  rejected: number
  bytes: number
  bytes_read: number
  rejects: string | null
  notices: Json
  failure: string | null
  actor: Json
  undone_by: Json | null
  started_at: Time
  finished_at: Time | null
  undone_at: Time | null
}

export interface ImportFilesTable {
  id: string
  file_name: string
  bytes: number
  created_at: Time
}

export interface ImportUndoTable {
  import_id: string
  kind: string
  row_id: string
}
