import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { HttpPorts } from './ports.ts'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
}
const SMALLER_BY_GZIP = /^(text\/|application\/|image\/svg)/

interface File {
  readonly type: string
  readonly cache: string
  readonly tag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly zipped: Uint8Array<ArrayBuffer> | null
}

/**
 * The built pages, read once and kept in memory: only what was found in the folder is ever served, so no path leads out
 * of it. A folder that does not exist serves nothing.
 */
export async function nodeAssets(folder: string): Promise<HttpPorts['assets']> {
  const files = new Map<string, File>()
  for (const path of await listFiles(folder)) files.set(`/${path}`, await load(join(folder, path), path))
  return async (path, request) => {
    const file = files.get(path)
    return file ? respond(file, request) : null
  }
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = entries.filter(entry => entry.isFile())
    return files.map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length)
        .replace(/^[\\/]+/, '')
        .replaceAll('\\', '/'),
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function load(place: string, path: string): Promise<File> {
  const plain = new Uint8Array(await readFile(place))
  const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const zipped = SMALLER_BY_GZIP.test(type) ? new Uint8Array(await promisify(gzip)(plain)) : null
  return {
    type,
    // Names under assets/ carry a hash of their content; a page must be asked for anew after each release.
    cache: path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    zipped,
  }
}

function respond(file: File, request: Request): Response {
  const headers = new Headers({ 'cache-control': file.cache, etag: file.tag, vary: 'accept-encoding' })
  if (request.headers.get('if-none-match') === file.tag) return new Response(null, { status: 304, headers })
  headers.set('content-type', file.type)
  const zipped = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '') ? file.zipped : null
  if (zipped) headers.set('content-encoding', 'gzip')
  return new Response(zipped ?? file.plain, { headers })
}
