import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTable } from '../integrations/tables/read-table.ts'
import { testDatabase } from '../testing/database.ts'
import { testRipen } from '../testing/ripen.ts'
import { importFile } from './import-file.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const exportsFolder = join(resolve(root, process.env['RIPEN_TEST_DATA'] ?? '../shared/data'), 'imports')
const there = existsSync(join(exportsFolder, 'expected.json'))
if (!there) console.warn(`Skipped: there are no exports in ${exportsFolder} (RIPEN_TEST_DATA).`)

interface Expected {
  readonly columns: number
  readonly data_rows: number
  readonly encoding: string
  readonly bom: boolean
  readonly delimiter: string
  readonly distinct_emails: number
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-exports-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Imports a file into a database of its own, by its headers alone. */
async function importAlone(path: string) {
  const database = await testDatabase()
  try {
    const ripen = await testRipen(database.db, { now: Date.parse('2027-01-01T00:00:00Z') })
    const result = await importFile(ripen, {
      path,
      fileName: 'file.csv',
      mapping: null,
      reading: {},
      actor: 'system',
      rejectsPath: (id) => join(folder, id),
    })
    const emails = await database.db.pool.query<{ value: string }>(
      `select value from identities where kind = 'email' order by value`,
    )
    const mapping = await database.db.pool.query<{ mapping: string }>('select mapping from imports')
    const events = await database.db.pool.query<{ kind: string; name: string }>(
      'select kind, name from events order by 1, 2',
    )
    return {
      ...result,
      emails: emails.rows.map(({ value }) => value),
      system: /^system: (.*)$/m.exec(mapping.rows[0]?.mapping ?? '')?.[1],
      events: events.rows,
    }
  } finally {
    await database.drop()
  }
}

describe.runIf(there)('exports of products, found by their headers alone', () => {
  const expected = there
    ? Object.entries(JSON.parse(readFileSync(join(exportsFolder, 'expected.json'), 'utf8')) as Record<string, Expected>)
    : []
  test.each(expected)('%s', async (file, { columns, data_rows, encoding, bom, delimiter, distinct_emails }) => {
    const path = join(exportsFolder, file)
    const table = await openTable(path)
    expect({ ...table, columns: table.headers.length }).toMatchObject({
      columns,
      encoding: encoding.toLowerCase(),
      byteOrderMark: bom,
      delimiter,
    })
    const { rows, imported, duplicates, rejected, emails } = await importAlone(path)
    expect([rows, imported + duplicates + rejected]).toEqual([data_rows, data_rows])
    expect(emails).toHaveLength(distinct_emails)
  })
})

const table = (headers: string, ...rows: readonly string[]) => [headers, ...rows, ''].join('\n')

describe('small exports in the same layouts', () => {
  test.each([
    [
      'HubSpot by internal names, with the dates of its newest properties',
      'hubspot',
      table(
        'hs_object_id,email,firstname,lifecyclestage,createdate,hs_v2_date_entered_lead,hs_date_entered_lead,hs_lifecyclestage_lead_date',
        '7,pia@shop.example,Pia,lead,2026-01-01 08:00,2026-01-03 08:00,2026-01-02 08:00,2026-01-01 08:00',
      ),
      ['pia@shop.example'],
      ['asserted lead'],
    ],
    [
      'a lead of Salesforce, deleted by a merge, is the one that stayed',
      'salesforce',
      table(
        'Id,IsDeleted,MasterRecordId,LastName,Email,LeadSource,IsConverted,ConvertedDate,ConvertedOpportunityId,CreatedDate',
        '00Q000000000001AAA,0,,Moor,moor@corp.example,Web,1,2026-02-01,006000000000001AAA,2026-01-01T00:00:00.000Z',
        '00Q000000000002AAA,1,00Q000000000001AAA,Moor,m@corp.example,Web,0,,,2025-12-01T00:00:00.000Z',
        '00Q000000000003AAA,1,,Gone,gone@corp.example,Web,0,,,2025-12-01T00:00:00.000Z',
      ),
      ['m@corp.example', 'moor@corp.example'],
      ['opportunity 006000000000001AAA'],
    ],
    [
      'a report of leads with its footer',
      'salesforce',
      `${table('"Lead Owner","Last Name","Email","Lead Status","Create Date"', '"Sam","Moor","moor@corp.example","New","2/29/2024"')}\n\n"Leads"\n"Copyright"\n`,
      ['moor@corp.example'],
      [],
    ],
    [
      'members of campaigns: who answered did so on that day',
      'salesforce',
      table(
        'Campaign Name,Member Status,Responded,First Responded Date,Last Name,Email,Campaign Member ID',
        'Fair,Responded,1,2/3/2026,Moor,moor@corp.example,00v1',
        'Fair,Sent,0,,Lane,lane@corp.example,00v2',
      ),
      ['lane@corp.example', 'moor@corp.example'],
      ['track Campaign Responded'],
    ],
    [
      'Mautic, with a stage that names no date',
      'mautic',
      table(
        '"id","firstname","email","points","stage","last_active"',
        '"1","Ivo","ivo@corp.example","5","Customer",""',
        '"2","","","3","",""',
      ),
      ['ivo@corp.example'],
      ['asserted customer'],
    ],
    [
      'Google, several addresses in a cell',
      'google',
      table(
        'First Name,Organization Name,Labels,E-mail 1 - Value,Phone 1 - Value',
        'Ana,Corp,* myContacts ::: Leads,ana@corp.example ::: ana@home.example,',
        'Ben,,,,555-555-0199',
      ),
      ['ana@corp.example', 'ana@home.example'],
      [],
    ],
    [
      'Outlook, as its older versions write it',
      'outlook',
      table(
        'First Name,Last Name,Company,Job Title,Business Phone,E-mail Address,E-mail 2 Address',
        'Cy,Fox,Corp,CTO,,cy@corp.example,cy2@corp.example',
      ),
      ['cy2@corp.example', 'cy@corp.example'],
      [],
    ],
  ])('%s', async (_name, system, content, emails, events) => {
    const path = join(folder, `${system}.csv`)
    await writeFile(path, content)
    const found = await importAlone(path)
    expect(found.system).toBe(system)
    expect([...found.emails].sort()).toEqual([...emails].sort())
    const told = found.events.map(({ kind, name }) => `${kind} ${name}`)
    for (const event of events) expect(told).toContain(event)
  })
})
