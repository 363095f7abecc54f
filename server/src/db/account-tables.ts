import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of accounts, of what their people bring to them, and of what people changed.

interface AccountsTable {
  id: string
  bucket: number
  name: string | null
  domain: string | null
  traits: Json
  seq: number
  line_seq: number
  state_key: string
  created_at: Time
  people: number
  stage: string | null
  stage_reason: Json
  stage_since: Time | null
  roles_engaged: number
  owner: string | null
  parent_id: string | null
  merged_into: string | null
  moved_at: Time | null
  wake_at: Time | null
  version: number
}

interface AccountMarksTable {
  contact_id: string
  account_id: string
  bucket: number
  key: string
  mark: string
  at: Time
  from_at: Time
  from_place: string
  until_at: Time | null
  until_place: string | null
}

interface AccountSignalsTable {
  id: string
  account_id: string
  contact_id: string
  from_at: Time | null
  from_place: string | null
  people: number
  moved: boolean
  at: Time
}

interface AccountRolesTable {
  account_id: string
  contact_id: string
  role: string
  bucket: number
  given_by: Json | null
  refused: boolean
  at: Time
}

interface AccountChangesTable {
  id: string
  account_id: string
  at: Time
  kind: string
  before: Json | null
  after: Json | null
  actor: Json
}

interface AccountMergesTable {
  id: string
  survivor: string
  other: string
  at: Time
  identities: Json
  opportunities: Json
  events: Json
  undone_at: Time | null
}

interface AccountMergeMembersTable {
  merge_id: string
  contact_id: string
}

export interface AccountTables {
  account_merges: AccountMergesTable
  account_merge_members: AccountMergeMembersTable
  accounts: AccountsTable
  account_marks: AccountMarksTable
  account_signals: AccountSignalsTable
  account_roles: AccountRolesTable
  account_changes: AccountChangesTable
}
