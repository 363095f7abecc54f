import type { Time } from '../domain/facts.ts'
import type { Json } from '../domain/json.ts'

// The tables of what reports count.

interface StageCountsTable {
  lane: number
  track: string
  stage: string
  count: number
}

interface ReportCellsTable {
  track: string
  dimension: string
  value: string
  month: string
  people: number
  cells: Buffer
  times: Buffer
}

interface ReportCellNamesTable {
  code: number
  name: string
}

interface ReportTimesTable {
  track: string
  from_stage: string
  to_stage: string
  month: string
  part: number
  added: number
  taken: number
  times: Buffer
  stamps: Buffer | null
}

interface ReportValuesTable {
  dimension: string
  value: string
  code: number
}

interface ReportChangesTable {
  id: number
  contacts: number
  changes: Json
}

interface ReportCountingTable {
  id: number
  done: number
  total: number
  finished_at: Time | null
}

export interface ReportTables {
  stage_counts: StageCountsTable
  report_cells: ReportCellsTable
  report_cell_names: ReportCellNamesTable
  report_times: ReportTimesTable
  report_values: ReportValuesTable
  report_changes: ReportChangesTable
  report_counting: ReportCountingTable
}
