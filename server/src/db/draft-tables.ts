import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of what people are about to publish, and of who agreed to it.

interface DraftsTable {
  id: string
  name: string
  document: string
  base: number
  revision: number
  effect: string
  brings_back: number | null
  created_at: Time
  created_by: Json
  changed_at: Time
  changed_by: Json
  closed_at: Time | null
  closed_by: Json
  published_version: number | null
}

interface DraftEditorsTable {
  draft_id: string
  editor: string
  actor: Json
  at: Time
}

interface ProposalsTable {
  id: string
  draft_id: string
  name: string
  document: string
  base: number
  message: string
  differences: Json
  effect: Json
  teams: Json
  asked_at: Time
  asked_by: Json
  withdrawn_at: Time | null
  withdrawn_by: Json
  published_version: number | null
}

interface ProposalWordsTable {
  id: string
  proposal_id: string
  team: string | null
  word: string
  message: string
  actor: Json
  at: Time
}

export interface DraftTables {
  drafts: DraftsTable
  draft_editors: DraftEditorsTable
  proposals: ProposalsTable
  proposal_words: ProposalWordsTable
}
