import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { BodyTooLarge, UnknownEncoding, UnreadableBody } from './refusals.ts'

/** The largest body, unpacked; packed it can hardly be larger. */
export const bodyLimit = 500 * 1024

const mostEncodings = 2

/** How much of a refused body is still let in and thrown away, so that its sender gets to read the answer. */
const politeness = 32 * 1024 * 1024

/**
 * The bytes of a request, unpacked by its content encoding whatever its content type says.
 *
 * @throws {BodyTooLarge} as soon as the limit is passed, packed or unpacked
 * @throws {UnknownEncoding} {UnreadableBody}
 */
export async function readBody(request: IncomingMessage, limit: number = bodyLimit): Promise<Buffer> {
  const bytes = await readRaw(request, limit)
  const encodings = (request.headers['content-encoding'] ?? '').toLowerCase().split(',')
  if (encodings.length > mostEncodings) throw new UnknownEncoding(encodings.join(','))
  let unpacked = bytes
  for (const encoding of encodings.map((name) => name.trim()).reverse()) {
    unpacked = await unpack(unpacked, encoding, limit)
  }
  return unpacked
}

function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > limit) {
      discard(request)
      reject(new BodyTooLarge(limit))
      return
    }
    const chunks: Buffer[] = []
    let length = 0
    const take = (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) {
        stop()
        discard(request)
        reject(new BodyTooLarge(limit))
      } else chunks.push(chunk)
    }
    const finish = () => {
      stop()
      resolve(Buffer.concat(chunks, length))
    }
    const fail = () => {
      stop()
      reject(new UnreadableBody('The connection was closed before the end of the body.'))
    }
    const stop = () => request.off('data', take).off('end', finish).off('error', fail).off('close', fail)
    request.on('data', take).on('end', finish).on('error', fail).on('close', fail)
  })
}

/** Closing at once would reset the connection under a sender that still writes, and take the answer from it. */
function discard(request: IncomingMessage) {
  let length = 0
  request.on('error', () => {})
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > politeness) request.destroy()
  })
}

const unpackers = {
  gzip: promisify<Buffer, object, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, object, Buffer>(gunzip),
  br: promisify<Buffer, object, Buffer>(brotliDecompress),
}

async function unpack(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (encoding === '' || encoding === 'identity') return bytes
  const unpacker =
    encoding === 'deflate' ? deflater(bytes) : Object.entries(unpackers).find(([name]) => name === encoding)?.[1]
  if (unpacker === undefined) throw new UnknownEncoding(encoding)
  try {
    // The limit stops a bomb while it is unpacked, so that it never lies in memory.
    return await unpacker(bytes, { maxOutputLength: limit })
  } catch (cause) {
    if (cause instanceof RangeError) throw new BodyTooLarge(limit)
    throw new UnreadableBody(`The body is not ${encoding}, although its content encoding says so.`, { cause })
  }
}

/** Clients disagree whether deflate has the zlib wrapper; its first byte tells. */
function deflater(bytes: Buffer) {
  const wrapped = bytes.length > 0 && ((bytes[0] ?? 0) & 0x0f) === 8
  return promisify<Buffer, object, Buffer>(wrapped ? inflate : inflateRaw)
}
