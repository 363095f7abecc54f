import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'
import type { AccountTables } from './account-tables.ts'
import type { BulkTables } from './bulk-tables.ts'
import type { DraftTables } from './draft-tables.ts'
import type { ImportFilesTable, ImportsTable, ImportUndoTable } from './import-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { ReportTables } from './report-tables.ts'
import type { SegmentTables } from './segment-tables.ts'

// One interface for each table, in the order of the migrations; a test compares them with the migrated schema.

interface LifecyclesTable {
  version: number
  document: string
  published_at: Time
  published_by: Json
  message: string
  state_key: string
  decision_key: string
  migrations: Json
  openings: Json
  agreed_by: Json
  terms: Json
  effect: string
}

interface ContactsTable {
  id: string
  bucket: number
  seq: number
  nth: number
  state: string
  state_key: string
  decision_key: string
  version: number
  floor: Time | null
  wake_at: Time | null
  proposals: Json | null
  account_id: string | null
  lines_read: Json
  merged_into: string | null
  joined: boolean
  known: number
  source: string | null
  email: string | null
  name: string | null
  traits: Json
  created_at: Time
  sealed_at: Time | null
  unplaced: boolean
  owner: string | null
}

interface PositionsTable {
  contact_id: string
  track: string
  bucket: number
  stage: string
  since: Time
  cycle: number
  level: string | null
  reason: string | null
  cause: string
  nth: number
}

interface IdentitiesTable {
  kind: string
  value: string
  contact_id: string
  claimed_at: Time
  imports: string[] | null
}

interface EventsTable {
  contact_id: string
  id: string
  bucket: number
  seq: number
  kind: string
  name: string
  data: Json
  stamp: Json | null
  names: number
  channel: string
  source: string
  came_by: string | null
  message_key: Buffer
  at: Time
  sent_at: Time | null
  received_at: Time
}

interface TransitionsTable {
  contact_id: string
  nth: number
  bucket: number
  track: string
  cycle: number
  at: Time
  place: string
  from_stage: string | null
  to_stage: string
  level: string | null
  skipped: Json
  cause: string
  reason: string | null
  actor: Json
  rule: string | null
  version: number
  saw_seq: number
  saw_lines: Json
  floor: Time | null
  leaves: Json
  recorded_at: Time
  imported: boolean
  replayed: boolean
  restated: Json | null
  voided_by: string | null
  original_source: string | null
  tipping_source: string | null
  origin: string | null
  owner: string | null
  team: string | null
  country: string | null
  account_tier: string | null
  campaign: string | null
}

interface AccountIdentitiesTable {
  kind: string
  value: string
  account_id: string
  claimed_at: Time
  imports: string[] | null
}

interface AccountEventsTable {
  account_id: string
  id: string
  bucket: number
  seq: number | null
  kind: string
  name: string
  data: Json
  contact_id: string | null
  message_key: Buffer
  at: Time
  received_at: Time
  source: string | null
}

interface AccountLinesTable {
  account_id: string
  seq: number
  bucket: number
  at: Time
  place: string
  values: Json
  recorded_at: Time
}

interface OpportunitiesTable {
  id: string
  account_id: string | null
  data: Json
  changed_at: Time
}

interface OpportunityRolesTable {
  opportunity_id: string
  contact_id: string
  role: string | null
}

interface ExternalRefsTable {
  system: string
  object: string
  external_id: string
  kind: string
  ripen_id: string
}

interface RefoldsTable {
  version: number
  cursor: string | null
  done: number
  total: number
  started_at: Time
  finished_at: Time | null
}

interface RejectedMessagesTable {
  id: string
  received_at: Time
  source: string | null
  reason: string
  place: string
  detail: string
  message: string
}

interface IdempotencyKeysTable {
  key_id: string
  key: string
  body_hash: Buffer
  status: number
  answer: Json
  created_at: Time
}

interface ErasuresTable {
  contact_id: string
  erased_at: Time
}

interface StateMarksTable {
  contact_id: string
  seq: number
  bucket: number
  state_key: string
  state: string
}

interface IdentityMovesTable {
  id: number
  kind: string
  value: string
  from_id: string
  to_id: string
  moved_at: Time
  moved_by: Json
}

interface DuplicateKeysTable {
  contact_id: string
  key: number
  kind: string
}

interface DuplicatePairsTable {
  one_id: string
  other_id: string
  kinds: string[]
  strength: number
  found_at: Time
  apart_at: Time | null
  apart_by: Json | null
}

interface DuplicateMarksTable {
  id: number
  contacts: string[]
}

interface KeptHistoriesTable {
  id: string
  made_at: Time
}

export interface Tables extends AccountTables, BulkTables, DraftTables, PeopleTables, ReportTables, SegmentTables {
  lifecycles: LifecyclesTable
  contacts: ContactsTable
  positions: PositionsTable
  identities: IdentitiesTable
  events: EventsTable
  transitions: TransitionsTable
  account_identities: AccountIdentitiesTable
  account_events: AccountEventsTable
  account_lines: AccountLinesTable
  opportunities: OpportunitiesTable
  opportunity_roles: OpportunityRolesTable
  external_refs: ExternalRefsTable
  refolds: RefoldsTable
  rejected_messages: RejectedMessagesTable
  idempotency_keys: IdempotencyKeysTable
  erasures: ErasuresTable
  imports: ImportsTable
  import_files: ImportFilesTable
  import_undo: ImportUndoTable
  kept_histories: KeptHistoriesTable
  state_marks: StateMarksTable
  identity_moves: IdentityMovesTable
  duplicate_keys: DuplicateKeysTable
  duplicate_pairs: DuplicatePairsTable
  duplicate_marks: DuplicateMarksTable
}
