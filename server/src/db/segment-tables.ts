import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of segments and of who is in them.

interface SegmentsTable {
  id: string
  key: string | null
  name: string
  note: string
  criteria: Json
  digest: string
  found_with: string
  begins_after: number | null
  cursor: string | null
  done: number
  total: number
  filled_at: Time | null
  members: number
  broken: string | null
  used_at: Time
  ended: boolean
  created_by: Json
  created_at: Time
  changed_at: Time
}

interface SegmentMembersTable {
  contact_id: string
  segment_id: string
  bucket: number
}

interface SegmentWakesTable {
  contact_id: string
  bucket: number
  at: Time
}

interface SegmentMarksTable {
  id: number
  contacts: string[]
  account_id: string | null
}

export interface SegmentTables {
  segments: SegmentsTable
  segment_members: SegmentMembersTable
  segment_wakes: SegmentWakesTable
  segment_marks: SegmentMarksTable
}
