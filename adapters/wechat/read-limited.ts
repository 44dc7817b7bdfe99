/** Stops reading past `limit` bytes: then null. */
export async function readLimited(response: Response, limit: number): Promise<Uint8Array | null> {
  const told = Number(response.headers.get('content-length'))
  if (told > limit) {
    await response.body?.cancel()
    return null
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    // Leaving the loop cancels the rest.
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
