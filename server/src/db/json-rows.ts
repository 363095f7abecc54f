/**
 * Many rows as one parameter for `json_to_recordset($1) as r(…)`: one statement for a group, whatever its size.
 * Bytes go as hexadecimal text, times as ISO text.
 */
export function jsonRows(rows: readonly object[]): string {
  return JSON.stringify(rows)
}

/** Bytes as the text of a bytea. */
export function hexBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}
