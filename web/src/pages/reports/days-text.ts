import { stretchText } from '../../components/moment.ts'

const DAY = 86_400_000
const one = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** The same where there is little room: "12 min", "2 h", "5.9 d". */
export function shortDaysText(days: number): string {
  const size = Math.abs(days)
  if (size >= 1) return `${days < 0 ? '−' : ''}${(size < 10 ? one : whole).format(size)} d`
  return daysText(days).replace(/ \d+ m$/, '')
}

/** A time in days as people say it: "12 min", "2 h 3 m", "5.9 days"; below nought with a sign. */
export function daysText(days: number): string {
  const size = Math.abs(days)
  const sign = days < 0 ? '−' : ''
  if (size < 1) return `${sign}${stretchText(size * DAY)}`
  const text = (size < 10 ? one : whole).format(size)
  return `${sign}${text} ${text === '1' ? 'day' : 'days'}`
}
