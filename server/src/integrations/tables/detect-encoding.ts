import { isUtf8 } from 'node:buffer'
import type { FileBytes } from './open-bytes.ts'

export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'windows-1252'

export interface DetectedEncoding {
  readonly encoding: TableEncoding
  readonly byteOrderMark: boolean
}

/** Longest character of UTF-8, in bytes. */
const LONGEST = 4
/** A share of zero bytes on one side that only UTF-16 has. */
const ZEROS = 0.3

/**
 * How a file's characters are written. All of it is looked at: one letter far down decides between UTF-8 and the older
 * encodings of one byte, of which Windows-1252 has signs where ISO-8859-1 has controls that no file holds.
 */
export async function detectEncoding(bytes: FileBytes): Promise<DetectedEncoding> {
  let begun = false
  let carried: Buffer = Buffer.alloc(0)
  let utf8 = true
  let signs = false
  for await (const chunk of bytes) {
    if (!begun) {
      const marked = markOf(chunk) ?? wideWithoutMark(chunk)
      if (marked !== null) return marked
      begun = true
    }
    if (utf8) {
      const whole = Buffer.concat([carried, chunk])
      const end = wholeCharacters(whole)
      utf8 = isUtf8(whole.subarray(0, end))
      carried = whole.subarray(end)
    }
    // While it is UTF-8 such bytes are parts of its characters.
    if (!utf8) signs ||= hasSigns(chunk)
  }
  if (utf8 && isUtf8(carried)) return { encoding: 'utf-8', byteOrderMark: false }
  return { encoding: signs ? 'windows-1252' : 'iso-8859-1', byteOrderMark: false }
}

function markOf(chunk: Buffer): DetectedEncoding | null {
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return { encoding: 'utf-8', byteOrderMark: true }
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return { encoding: 'utf-16le', byteOrderMark: true }
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return { encoding: 'utf-16be', byteOrderMark: true }
  return null
}

/** Text in Latin letters as UTF-16 has a zero in every second byte. */
function wideWithoutMark(chunk: Buffer): DetectedEncoding | null {
  const sample = chunk.subarray(0, 2000)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros.map((count) => count / Math.max(1, sample.length / 2))
  if (odd > ZEROS && even < ZEROS / 3) return { encoding: 'utf-16le', byteOrderMark: false }
  if (even > ZEROS && odd < ZEROS / 3) return { encoding: 'utf-16be', byteOrderMark: false }
  return null
}

/** Where the last whole character ends: a chunk may cut one in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(LONGEST, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) return bytes.length - back
  }
  return bytes.length
}

function hasSigns(chunk: Buffer): boolean {
  for (let index = 0; index < chunk.length; index++) {
    const byte = chunk[index] ?? 0
    if (byte >= 0x80 && byte <= 0x9f) return true
  }
  return false
}

/** The name by which the platform decodes it. */
export function decoderName(encoding: TableEncoding): string {
  // To the web, and so to the platform, ISO-8859-1 is Windows-1252; they differ in controls alone.
  return encoding === 'iso-8859-1' ? 'windows-1252' : encoding
}
