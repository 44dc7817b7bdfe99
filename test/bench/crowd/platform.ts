import { createServer, type Server, type Socket } from 'node:net'
import { HttpReader } from './http-reader.ts'

export interface Platform {
  readonly port: number
  /** Calls of other methods than sendMessage. */
  readonly otherCalls: number
  close(): void
}

/** Gets the chat and the call's body, as JSON, at the moment when the platform has it. */
export type Heard = (chat: number, body: string) => void

/** As much of the Bot API as a bot needs to answer: every call succeeds at once. */
export async function openPlatform(heard: Heard): Promise<Platform> {
  let messages = 0
  let otherCalls = 0
  const sockets = new Set<Socket>()
  const answerTo = (head: string, body: string): string => {
    if (!/^POST \S+\/sendMessage /.test(head)) {
      otherCalls++
      return 'true'
    }
    const chat = Number(/"chat_id":"?(\d+)/.exec(body)?.[1])
    heard(chat, body)
    return `{"message_id":${++messages},"date":1795000000,"chat":{"id":${chat},"type":"private"},"text":"-"}`
  }
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    const reader = new HttpReader((head, body) => socket.write(okay(answerTo(head, body.toString()))))
    socket.on('data', chunk => reader.feed(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  return {
    port: await listening(server),
    get otherCalls() {
      return otherCalls
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function okay(result: string): string {
  const body = `{"ok":true,"result":${result}}`
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: keep-alive\r\n\r\n${body}`
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
