import type { CountryCode } from 'libphonenumber-js/max'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * A phone number as E.164 (`+4930901820`), or null where it is none that exists. Without a leading + or an
 * international prefix it needs `country` (ISO 3166, two letters). A number with an extension is null: E.164 cannot
 * hold the extension, and without it colleagues at one switchboard would become one person.
 */
export function normalisePhone(text: string, country?: string | null): string | null {
  const known = country?.toUpperCase()
  const options = known && isSupportedCountry(known) ? { defaultCountry: known as CountryCode } : {}
  const phone = parsePhoneNumberFromString(text.trim().replace(/^tel:/i, ''), { ...options, extract: false })
  return phone?.isValid() && !phone.ext ? phone.number : null
}
