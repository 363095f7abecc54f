import { number } from '../../words/en.ts'

/** Under so many a percentage pretends to know more than it does. */
export const FEW = 30

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const finePercent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** A share without its base: where the base stands beside it. */
export function percentText(part: number, base: number): string {
  const share = base === 0 ? 0 : part / base
  const text = (share > 0 && share < 0.1 ? finePercent : percent).format(share)
  // The sign stays with its number where a line ends.
  return text.replace('%', '\u00a0%')
}

/** "29 % of 412"; "3 of 7" where there are few. */
export function shareText(part: number, base: number): string {
  return base < FEW ? `${number(part)} of ${number(base)}` : `${percentText(part, base)} of ${number(base)}`
}

/** Wilson's interval of a share: what it may well be, given so few (default: 90 of 100 times). */
export function shareInterval(part: number, base: number, z = 1.6449): readonly [low: number, high: number] {
  if (base === 0) return [0, 1]
  const share = part / base
  const middle = share + (z * z) / (2 * base)
  const spread = z * Math.sqrt((share * (1 - share)) / base + (z * z) / (4 * base * base))
  const whole = 1 + (z * z) / base
  return [Math.max(0, (middle - spread) / whole), Math.min(1, (middle + spread) / whole)]
}
