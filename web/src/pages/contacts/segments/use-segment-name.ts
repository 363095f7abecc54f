import { useQuery } from '@tanstack/react-query'
import { segmentsQuery } from '../../../api/segments.ts'

/** What people call a segment; its key until that is known, null where none is meant. */
export function useSegmentName(key: string | undefined): string | null {
  const { data } = useQuery({ ...segmentsQuery(), enabled: key !== undefined })
  return key === undefined ? null : (data?.find((one) => one.key === key)?.name ?? key)
}
