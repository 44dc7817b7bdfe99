import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Tx } from './database.ts'
import { setting } from './schema/index.ts'
import { KEY_BYTES } from './sealing.ts'
import { eq } from './sql.ts'
import type { Wrapping } from './wrapping.ts'

const ROOT = 'root_key'
const rootShape = z.object({ keyId: z.string(), wrapped: z.base64() })
type WrappedRoot = z.infer<typeof rootShape>

/** What hashes and signatures hang on: made once for the installation, so that it outlives each SECRET_KEY. */
export async function rootKey(tx: Tx, wrapping: Wrapping): Promise<Uint8Array> {
  await tx
    .insert(setting)
    .values({ key: ROOT, value: wrapRoot(wrapping, randomBytes(KEY_BYTES)) })
    .onConflictDoNothing()
  return unwrapRoot(wrapping, await keptRoot(tx))
}

/** False: SECRET_KEY wraps it already. */
export async function rewrapRoot(tx: Tx, wrapping: Wrapping): Promise<boolean> {
  if (await isRootWrapped(tx, wrapping)) return false
  const root = unwrapRoot(wrapping, await keptRoot(tx))
  await tx
    .update(setting)
    .set({ value: wrapRoot(wrapping, root) })
    .where(eq(setting.key, ROOT))
  return true
}

export async function isRootWrapped(tx: Tx, wrapping: Wrapping): Promise<boolean> {
  return (await keptRoot(tx)).keyId === wrapping.keyId
}

async function keptRoot(tx: Tx): Promise<WrappedRoot> {
  const [row] = await tx.select().from(setting).where(eq(setting.key, ROOT))
  return rootShape.parse(row?.value)
}

function wrapRoot(wrapping: Wrapping, root: Uint8Array): WrappedRoot {
  return { keyId: wrapping.keyId, wrapped: Buffer.from(wrapping.wrap(ROOT, root)).toString('base64') }
}

const unwrapRoot = (wrapping: Wrapping, { keyId, wrapped }: WrappedRoot) =>
  wrapping.unwrap(ROOT, keyId, Buffer.from(wrapped, 'base64'))
