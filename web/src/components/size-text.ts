const units = ['bytes', 'KB', 'MB', 'GB'] as const
const format = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** "812 bytes", "1.4 MB": a number of bytes as people say it. */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0]
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1]
  return `${format.format(size)} ${units[unit]}`
}
