/**
 * How dates are written: in English, as the app speaks, with the habits of the reader's region. "12 Nov 2026" in Berlin
 * and London, "Nov 12, 2026" in Chicago.
 *
 * @param languages what the browser prefers, the best first
 */
export function dateLocale(languages: readonly string[]): string {
  const [best = 'en-GB'] = languages
  try {
    const { language, region } = new Intl.Locale(best).maximize()
    return language === 'en' && best.includes('-') ? best : `en-${region ?? 'GB'}`
  } catch {
    return 'en-GB'
  }
}

const locale = dateLocale(typeof navigator === 'undefined' ? [] : navigator.languages)

/** Writes dates for the reader; in the reader's time zone unless another is named. */
export const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(locale, options)
