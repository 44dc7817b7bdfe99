/** The data of each event `message` of a stream. `alive` with every piece that comes, a sign of life included. */
export async function* readEvents(body: AsyncIterable<Uint8Array> | [], alive: () => void): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    alive()
    const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split('\n')
      if (!lines.includes('event: message')) continue
      yield lines
        .filter(line => line.startsWith('data: '))
        .map(line => line.slice('data: '.length))
        .join('\n')
    }
  }
}
