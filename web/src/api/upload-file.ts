import type { ImportFile } from '../../../server/src/contract/imports.ts'
import { ask, putBytes, RequestFailed } from './request.ts'

/** Small enough that a part arrives in time also by a slow line. */
const PART = 4 * 1024 ** 2
const TRIES = 4

/** Sends a file in parts; one that breaks off is sent again. @throws {RequestFailed} */
export async function uploadFile(
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<ImportFile> {
  let known = await ask<ImportFile>('/import-files', { name: file.name }, signal)
  while (known.bytes < file.size) {
    known = await sendPart(known.id, file, known.bytes, signal)
    onProgress(known.bytes)
  }
  return known
}

async function sendPart(id: string, file: File, offset: number, signal: AbortSignal): Promise<ImportFile> {
  const part = file.slice(offset, offset + PART)
  for (let tried = 1; ; tried += 1) {
    try {
      return await putBytes<ImportFile>(`/import-files/${id}/content?offset=${offset}`, part, signal)
    } catch (error) {
      const mayPass = error instanceof RequestFailed && (error.status === 0 || error.status >= 500)
      if (!mayPass || tried === TRIES) throw error
      await new Promise((resolve) => window.setTimeout(resolve, 400 * 2 ** tried))
    }
  }
}
