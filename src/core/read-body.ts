/**
 * The whole body, or null as soon as it is known to be longer than `limit` bytes: no more than that is ever kept, and
 * the rest is not read. Throws what the stream throws where it breaks off.
 */
export async function readBody({ headers, body }: Request | Response, limit: number): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length') ?? 0) > limit) {
    await body?.cancel()
    return null
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (length > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
