import { z } from 'zod'
import { mappingSchema } from '../domain/imports/mapping.ts'
import { ActorView } from './actor.ts'
import { Moment } from './moment.ts'
import { pageOf } from './page.ts'

const count = z.int().nonnegative()

const ImportState = z
  .enum(['running', 'done', 'failed', 'undoing', 'undone'])
  .describe('running, done, failed (run it again and it goes on), undoing, undone')
export type ImportState = z.infer<typeof ImportState>

/** Something that was noticed and hinders nothing. */
const ImportNotice = z.object({
  code: z
    .enum(['unknown_stage', 'clock_gap', 'clock_twice', 'zone_assumed', 'footer', 'header', 'columns', 'address'])
    .meta({ example: 'unknown_stage' }),
  text: z.string().meta({ example: 'The lifecycle has no stage “Other”: 3 rows were taken without it.' }),
  count,
})

/** A file that was, or is being, brought into histories. */
export const ImportView = z
  .object({
    id: z.guid(),
    fileName: z.string(),
    mappingName: z.string().meta({ example: 'HubSpot contacts' }),
    source: z.string().describe('under which its events are recorded').meta({ example: 'import:0198…' }),
    state: ImportState,
    rows: count.describe('whose outcome is known so far'),
    imported: count,
    duplicates: count.describe('rows that brought nothing new'),
    rejected: count,
    bytes: count,
    bytesRead: count,
    rejects: z.boolean().describe('there is a file with the rejected rows'),
    notices: z.array(ImportNotice),
    failure: z.string().nullable(),
    by: ActorView,
    startedAt: Moment,
    finishedAt: Moment.nullable(),
    undoneAt: Moment.nullable(),
  })
  .meta({ id: 'Import' })
export type ImportView = z.infer<typeof ImportView>

export const ImportPage = pageOf(ImportView)
export type ImportPage = z.infer<typeof ImportPage>

/** An import with the mapping by which it was read. */
export const ImportDetail = ImportView.extend({ mapping: z.string().describe('the mapping as YAML') }).meta({
  id: 'ImportDetail',
})
export type ImportDetail = z.infer<typeof ImportDetail>

export const ImportParams = z.object({ id: z.guid() })

/** What became of a request to undo an import. */
export const ImportUndone = z.object({ import: ImportView }).meta({ id: 'ImportUndone' })

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'] as const
export const Encoding = z.enum(encodings)
export const Delimiter = z.enum([',', ';', '\t']).describe('comma, semicolon or tab')

/** How a file is to be read; what is left out is found out. */
const ReadingOptions = z
  .object({
    encoding: Encoding.optional(),
    delimiter: Delimiter.optional(),
    timezone: z.string().min(1).max(60).optional().describe('of times that name none'),
    dates: z
      .array(z.string().min(1).max(60))
      .max(20)
      .optional()
      .meta({ example: ['D/M/YYYY'] }),
  })
  .meta({ id: 'ImportReadingOptions' })
export type ReadingOptions = z.infer<typeof ReadingOptions>

export const NewImportFile = z
  .object({ name: z.string().trim().min(1).max(300).meta({ example: 'hubspot-contacts.csv' }) })
  .meta({ id: 'NewImportFile' })
export const ImportFilePartQuery = z.object({
  offset: z.coerce.number().int().nonnegative().describe('bytes that are already there'),
})

/** A file on its way: it may be sent in parts. */
export const ImportFile = z.object({ id: z.guid(), fileName: z.string(), bytes: count }).meta({ id: 'ImportFile' })
export type ImportFile = z.infer<typeof ImportFile>

const Suggestion = z
  .object({
    field: z
      .string()
      .describe('contact.email, contact.traits.<name>, account.name, stages.<stage>, events.<name>, ignore, …')
      .meta({ example: 'contact.email' }),
    type: z.enum(['text', 'number', 'boolean', 'date', 'list']),
  })
  .meta({ id: 'ImportSuggestion' })

const ColumnView = z.object({
  header: z.string(),
  filled: count.describe('of the rows that were looked at, how many have a value'),
  examples: z.array(z.string()).describe('up to three values'),
  suggestion: Suggestion,
})

/** What an uploaded file looks like: how it is written, its first rows, and what its columns probably mean. */
export const ImportPreview = z
  .object({
    format: z.enum(['csv', 'ndjson']),
    encoding: z.string().meta({ example: 'utf-8' }),
    byteOrderMark: z.boolean(),
    delimiter: z.string().nullable().meta({ example: ',' }),
    headers: z.array(z.string()),
    rows: z.array(z.array(z.string())).describe('the first 20'),
    columns: z.array(ColumnView),
    ready: z
      .object({ key: z.string().meta({ example: 'hubspot_contacts' }), name: z.string() })
      .nullable()
      .describe('the ready mapping that fits these headers'),
    mapping: z.string().describe('the ready mapping, or one made from the suggestions, as YAML'),
  })
  .meta({ id: 'ImportPreview' })
export type ImportPreview = z.infer<typeof ImportPreview>

const FaultView = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  line: z.int(),
  column: z.int(),
  text: z.string(),
})

const mapping = z.string().min(1).max(200_000).describe('the mapping as YAML')

export const CheckMapping = z
  .object({ mapping, reading: ReadingOptions.default({}) })
  .meta({ id: 'CheckImportMapping' })

/** What the first rows would become. */
export const MappingCheck = z
  .object({
    valid: z.boolean(),
    faults: z.array(FaultView),
    /** The mapping as data, for editors; null where it is not valid. */
    mapping: mappingSchema.nullable(),
    rows: z.array(
      z.object({
        row: count,
        who: z.string().nullable(),
        becomes: z.array(z.string()).describe('in words, one for each event'),
        rejected: z.string().nullable(),
      }),
    ),
    notices: z.array(ImportNotice),
  })
  .meta({ id: 'ImportMappingCheck' })
export type MappingCheck = z.infer<typeof MappingCheck>

/** What a whole file would bring. */
export const DryRun = z
  .object({
    rows: count,
    imported: count.describe('rows that bring something new'),
    duplicates: count.describe('rows of which everything is known already'),
    rejected: count,
    notices: z.array(z.string()),
    whole: z
      .boolean()
      .describe('false where the time was over before the end of the file: the counts are of the rows so far'),
  })
  .meta({ id: 'ImportDryRun' })
export type DryRun = z.infer<typeof DryRun>

export const StartImport = z
  .object({ file: z.guid().describe('the uploaded file'), mapping, reading: ReadingOptions.default({}) })
  .meta({ id: 'StartImport' })
