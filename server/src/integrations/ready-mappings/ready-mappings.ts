import { type Mapping, mappingSchema } from '../../domain/imports/mapping.ts'
import { googleContacts, outlookContacts } from './address-books.ts'
import { hubspotContacts } from './hubspot.ts'
import { mauticContacts } from './mautic.ts'
import { Columns, type MappingInput, type ReadyMapping } from './ready-mapping.ts'
import { salesforceCampaignMembers, salesforceLeads, salesforceLeadsReport } from './salesforce.ts'

/** Mappings for the exports of known products; the first that fits is taken. */
const readyMappings: readonly ReadyMapping[] = [
  hubspotContacts,
  salesforceCampaignMembers,
  salesforceLeads,
  salesforceLeadsReport,
  mauticContacts,
  googleContacts,
  outlookContacts,
]

export interface FoundMapping {
  readonly key: string
  readonly name: string
  readonly mapping: Mapping
}

/** The ready mapping for a file with these headers, in whatever order they are; null where none fits. */
export function findReadyMapping(headers: readonly string[]): FoundMapping | null {
  const columns = new Columns(headers)
  const ready = readyMappings.find((one) => one.fits(columns))
  if (ready === undefined) return null
  return { key: ready.key, name: ready.name, mapping: mappingSchema.parse(withoutEmpty(ready.make(columns))) }
}

/** Columns that a file does not have leave empty lists behind. */
function withoutEmpty({ account, contact, ...rest }: MappingInput): MappingInput {
  const filled = Object.fromEntries(
    Object.entries(contact).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  ) as MappingInput['contact']
  const hasAccount =
    account !== undefined && (account.id ?? account.name ?? account.domain ?? account.website) !== undefined
  return { ...rest, contact: filled, ...(hasAccount ? { account } : {}) }
}
