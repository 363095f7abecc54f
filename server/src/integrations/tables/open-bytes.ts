import { createReadStream } from 'node:fs'
import { access, constants, open, stat } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UnreadableTable } from './table-error.ts'

const CHUNK = 128 * 1024

/** The bytes of a file, unpacked where it is packed with gzip; read no faster than they are taken. */
export interface FileBytes extends AsyncIterable<Buffer> {
  /** Bytes of the file itself that were read so far. */
  position(): number
}

/** @throws {UnreadableTable} where there is no file, or none that can be read as often as it must be. */
export async function openBytes(path: string): Promise<FileBytes> {
  await checkFile(path)
  const packed = await isGzip(path)
  const file = createReadStream(path, { highWaterMark: CHUNK })
  // Errors of either arrive at whoever reads the last.
  const stream: Readable = packed ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {}) : file
  return { [Symbol.asyncIterator]: () => chunksOf(stream), position: () => file.bytesRead }
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new UnreadableTable(`The file cannot be unpacked: ${error.message}.`, { cause: error })
    throw error
  }
}

/** Before it is opened: a pipe that nobody writes into would be waited for. */
async function checkFile(path: string): Promise<void> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) throw new UnreadableTable(`${path} is a folder.`)
    if (!found.isFile())
      throw new UnreadableTable(`${path} is no file but a pipe or a device. Save what comes of it as a file first.`)
    await access(path, constants.R_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
      throw new UnreadableTable(`There is no file ${path}.`, { cause: error })
    if (code === 'EACCES' || code === 'EPERM')
      throw new UnreadableTable(`${path} may not be read by this user.`, { cause: error })
    throw error
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}
