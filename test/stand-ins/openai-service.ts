import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

/** What the service answers: a transcription or a completion with this content, or something that goes wrong. */
export type OpenaiAnswer =
  | { readonly says: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the request, and no answer ever comes. */
  | 'silence'
  | 'reset'
  | 'malformed'
  | 'wrong-schema'
  /** Longer than anybody would read. */
  | 'endless'

export interface AskedForWords {
  readonly path: '/v1/audio/transcriptions'
  readonly fields: Readonly<Record<string, string>>
  readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }
}
export interface AskedForCompletion {
  readonly path: '/v1/chat/completions'
  readonly body: z.infer<typeof completionRequest>
}

export interface OpenaiService {
  /** With the version. */
  readonly url: string
  readonly key: string
  readonly model: string
  /** Every request that was well formed and had the key. */
  readonly asked: (AskedForWords | AskedForCompletion)[]
  /** Answers to the next requests, in order; after the last, 500. */
  next(...answers: readonly OpenaiAnswer[]): void
  close(): Promise<void>
}

const completionRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })).min(1),
  temperature: z.number().optional(),
  response_format: z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({ name: z.string(), strict: z.boolean(), schema: z.record(z.string(), z.unknown()) }),
  }),
})
const KEY = 'sk-stand-in'
const MODEL = 'stand-in-1'

/** A service with OpenAI's protocol on this machine: transcriptions and chat completions, and their errors. */
export async function openOpenaiService(): Promise<OpenaiService> {
  const asked: (AskedForWords | AskedForCompletion)[] = []
  const answers: OpenaiAnswer[] = []
  const server = createServer((request, response) => {
    serve(request, response, asked, () => answers.shift() ?? { status: 500 }).catch(error => response.destroy(error))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // an internet server that listens has one
  return {
    url: `http://127.0.0.1:${port}/v1`,
    key: KEY,
    model: MODEL,
    asked,
    next: (...more) => void answers.splice(0, answers.length, ...more),
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  asked: (AskedForWords | AskedForCompletion)[],
  next: () => OpenaiAnswer,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (request.headers.authorization !== `Bearer ${KEY}`) return refuse(response, 401, 'invalid_api_key')
  const question = await read(request, Buffer.concat(chunks))
  if (!question) return refuse(response, 400, 'invalid_request_error')
  asked.push(question)
  const answer = next()
  if (answer === 'silence') return
  if (answer === 'reset') {
    response.destroy()
    return
  }
  if (answer === 'malformed') return void response.writeHead(200).end('{"text": "half a')
  if (answer === 'wrong-schema') return json(response, { object: 'list', data: [] })
  if (answer === 'endless') return json(response, { text: 'x'.repeat(2 ** 20) })
  if ('status' in answer) return refuse(response, answer.status, 'error', answer.headers)
  if (question.path === '/v1/audio/transcriptions') return json(response, { text: answer.says })
  const message = { role: 'assistant', content: answer.says, refusal: null }
  return json(response, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_795_000_000,
    model: MODEL,
    choices: [{ index: 0, message, finish_reason: 'stop' }],
  })
}

async function read(request: IncomingMessage, bytes: Buffer): Promise<AskedForWords | AskedForCompletion | null> {
  if (request.method !== 'POST') return null
  if (request.url === '/v1/chat/completions') {
    const body = completionRequest.safeParse(JSON.parse(bytes.toString('utf8')))
    return body.success && body.data.model === MODEL ? { path: request.url, body: body.data } : null
  }
  if (request.url !== '/v1/audio/transcriptions') return null
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const form = await new Response(new Uint8Array(bytes), { headers }).formData()
  const file = form.get('file')
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  if (!(file instanceof File) || fields.model !== MODEL) return null
  const recording = { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
  return { path: request.url, fields, file: recording }
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function refuse(
  response: ServerResponse,
  status: number,
  type: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const error = { message: 'You said: something private', type, param: null, code: null }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }))
}
