/** A short text that stands for a longer one: 24 hex digits, not for secrets. Two runs of the cyrb53 mixing function with different seeds. */
export function hash(text: string): string {
  return (
    mix(text, 0x9e3779b9).toString(16).padStart(14, '0') + mix(text, 0x85ebca6b).toString(16).padStart(14, '0')
  ).slice(2, 26)
}

function mix(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}
