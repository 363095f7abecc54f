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

/** Texts as one array parameter (`$1::text[]`): cheaper to read for PostgreSQL than JSON, where rows are many and have few columns. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

/** Numbers, ids or times as one array parameter; null stands for nothing. */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => (value === null ? 'null' : typeof value === 'string' ? `"${value}"` : value)).join(',')}}`
}
