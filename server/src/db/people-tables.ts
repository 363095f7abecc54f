import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of people and programs that come in, and of what they did.

interface PeopleTable {
  id: string
  name: string
  email: string
  email_verified: boolean
  image: string | null
  role: string
  teams: string[]
  created_at: Time
  updated_at: Time
  deactivated_at: Time | null
}

interface SignInsTable {
  id: string
  person_id: string
  provider_id: string
  account_id: string
  password: string | null
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Time | null
  refresh_token_expires_at: Time | null
  scope: string | null
  created_at: Time
  updated_at: Time
}

interface SessionsTable {
  id: string
  person_id: string
  token: string
  expires_at: Time
  ip_address: string | null
  user_agent: string | null
  created_at: Time
  updated_at: Time
}

interface VerificationsTable {
  id: string
  identifier: string
  value: string
  expires_at: Time
  created_at: Time
  updated_at: Time
}

interface InvitationsTable {
  id: string
  hash: Buffer
  email: string
  role: string
  teams: string[]
  invited_by: Json
  created_at: Time
  expires_at: Time
  accepted_at: Time | null
  withdrawn_at: Time | null
}

interface PasswordResetsTable {
  id: string
  hash: Buffer
  person_id: string
  created_at: Time
  expires_at: Time
  used_at: Time | null
}

interface AttemptsTable {
  key: Buffer
  count: number
  began_at: Time
}

interface SettingsTable {
  key: string
  value: Json
  changed_at: Time
}

interface AuditLogTable {
  id: string
  at: Time
  actor: Json
  action: string
  subject: string
  subject_id: string | null
  subject_name: string | null
  before: Json | null
  after: Json | null
}

interface ApiKeysTable {
  id: string
  name: string
  kind: string
  historical: boolean
  prefix: string
  hash: Buffer
  created_at: Time
  revoked_at: Time | null
  last_used_at: Time | null
}

export interface PeopleTables {
  api_keys: ApiKeysTable
  people: PeopleTable
  sign_ins: SignInsTable
  sessions: SessionsTable
  verifications: VerificationsTable
  invitations: InvitationsTable
  password_resets: PasswordResetsTable
  attempts: AttemptsTable
  settings: SettingsTable
  audit_log: AuditLogTable
}
