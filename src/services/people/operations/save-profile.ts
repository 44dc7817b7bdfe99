import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { EMPTY_PROFILE, type Profile } from '../../../../db/profile.ts'
import { contact } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { openProfiles } from '../load-people.ts'

const profileInput = z.object({
  name: z.string().min(1).max(40),
  form: z.string().min(1).max(40).nullish(),
  year: z.int().nullish(),
  /** Street or town code. */
  street: z.string(),
  address: z.string().min(1).max(200),
  phone: z.string().nullish(),
  /** Allergen codes; null: not asked. An empty list is "none", and was said. */
  allergies: z.array(z.string()).nullish(),
})
type ProfileCall = OperationCall<z.infer<typeof profileInput>>

/** Keeps what the person told of themselves, after they agreed to it. What staff verified is not overwritten. */
export const saveProfileOperation = (ports: { readonly vault: Vault }) =>
  defineOperation({
    name: 'people.save_profile',
    rank: 30,
    input: profileInput,
    outcomes: { saved: z.object({}) },
    async run(tx, calls) {
      const outcomes: Outcome[] = []
      for (const call of calls) outcomes.push(await save(ports.vault, tx, call))
      return outcomes
    },
  })

async function save(vault: Vault, tx: Tx, call: ProfileCall): Promise<Outcome> {
  const { input, contact: id } = call
  const known = (await openProfiles(vault, tx, [id])).get(id)
  const key = (await vault.keys(tx, [id])).get(id)
  if (!key) throw new Error('a person without a data key can keep no profile')
  const before = known?.profile
  const verified = known?.level === 'verified'
  const moved = before?.street !== undefined && before.street !== input.street
  const profile: Profile = {
    ...EMPTY_PROFILE,
    ...before,
    name: verified && before ? before.name : { 'zh-CN': input.name },
    form: input.form ? { 'zh-CN': input.form } : (before?.form ?? null),
    birth: verified && before ? before.birth : input.year ? { year: input.year, date: null } : (before?.birth ?? null),
    street: input.street,
    address: input.address,
    phone: input.phone ?? before?.phone ?? null,
    allergies: input.allergies
      ? { asked: true, codes: input.allergies }
      : (before?.allergies ?? EMPTY_PROFILE.allergies),
    // Whoever moved has another site nearby.
    homeSite: moved ? null : (before?.homeSite ?? null),
  }
  const level = verified ? 'verified' : 'known'
  const at = new Date(call.arrivedAt)
  await tx
    .update(contact)
    .set({ profile: vault.seal(key, profile), profiled: true, level, area: input.street, consentAt: at })
    .where(eq(contact.id, id))
  return { name: 'saved', output: {}, person: { level, profiled: true, form: profile.form?.['zh-CN'] ?? null } }
}
