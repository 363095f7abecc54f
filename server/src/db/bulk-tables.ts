import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of bulk actions, in the order of the migrations.

interface BulkActionsTable {
  id: string
  work: Json
  selection: Json
  visible: Json
  teams: readonly string[] | null
  state: string
  at_once: boolean
  cursor: string | null
  people: number
  reached: number
  foreseen: Json | null
  result: Json
  undo: Json
  failure: string | null
  actor: Json
  undone_by: Json | null
  created_at: Time
  started_at: Time | null
  finished_at: Time | null
  undone_at: Time | null
}

interface BulkPeopleTable {
  action_id: string
  place: number
  contact_id: string
  seen: string | null
  outcome: string | null
  reason: Json | null
  did: Json | null
  undo: string | null
  left_for: Json | null
}

export interface BulkTables {
  bulk_actions: BulkActionsTable
  bulk_people: BulkPeopleTable
}
