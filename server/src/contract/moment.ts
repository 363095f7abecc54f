import { z } from 'zod'

/** A time as the API writes it: UTC, to the millisecond. */
export const Moment = z.iso.datetime({ precision: 3 }).meta({
  description: 'UTC, to the millisecond',
  example: '2026-03-02T09:30:00.000Z',
})

/** A time of ours (milliseconds since 1970) as the API writes it. */
export function momentOf(time: number): string
export function momentOf(time: number | null): string | null
export function momentOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
