import { copySegments, nameSaved, type SavedSegments } from '../../domain/lifecycle/copy-segments.ts'
import { type ReadDocument, readLifecycle } from '../../domain/lifecycle/document.ts'
import { listSaved } from '../../features/segments/segments.ts'
import { savedOf } from './keep-segments.ts'

type Client = Parameters<typeof listSaved>[0]

/** The saved segments, as criteria may name them. */
export async function savedSegments(client: Client): Promise<SavedSegments> {
  return savedOf(await listSaved(client))
}

/** Reads a document as it would be published: with the saved segments that it names. */
export async function readDraft(client: Client, document: string): Promise<ReadDocument> {
  const saved = await savedSegments(client)
  const read = readLifecycle(copySegments(document, saved), 0, {})
  return 'faults' in read ? { faults: nameSaved(read.faults, saved) } : read
}
