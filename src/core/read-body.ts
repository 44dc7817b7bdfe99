/**
 * The whole body, or null as soon as it is known to be longer than `limit` bytes: no more than that is ever kept, and
 * the rest is not read. Throws what the stream throws where it breaks off.
 */
export async function readBody(from: Request | Response, limit: number): Promise<Uint8Array | null> {
  const { headers } = from
  const told = headers.get('content-length')
  if (told !== null && Number(told) > limit) {
    await from.body?.cancel()
    return null
  }
  // No more than was told can come, where nothing is unpacked; and a stream costs more than all the rest of a request.
  if (told !== null && !headers.has('content-encoding')) return new Uint8Array(await from.arrayBuffer())
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of from.body ?? []) {
    length += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (length > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
