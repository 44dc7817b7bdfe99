import * as z from 'zod'
import { BASE_LANGUAGE, inLanguage, type Language, type Localised } from '../src/core/language.ts'

const localised = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string().optional(), en: z.string().optional() })

/** What the desk keeps of a person with their consent: sealed JSON in `contact.profile`. */
export const profileSchema = z.object({
  name: localised,
  /** 王奶奶; null: not chosen yet. */
  form: localised.nullable(),
  /** `date` is ISO, null while only the year is known. */
  birth: z.object({ year: z.int(), date: z.iso.date().nullable() }).nullable(),
  /** Street or town code. */
  street: z.string().nullable(),
  address: z.string().nullable(),
  /** As claimed: nobody has rung it. */
  phone: z.string().nullable(),
  /** Not asked is not "none". */
  allergies: z.object({ asked: z.boolean(), codes: z.array(z.string()) }),
  /** Dietary codes. */
  diet: z.array(z.string()),
  /** 0 eats everything … 4 by tube. */
  swallowing: z.int().min(0).max(4),
  /** Subsidy category. */
  category: z.string(),
  homeSite: z.string().nullable(),
  payBy: z.enum(['on_delivery', 'monthly_bill']),
  idNumber: z.string().optional(),
})
export type Profile = z.infer<typeof profileSchema>

/** Of somebody of whom nothing more is known. */
export const EMPTY_PROFILE: Omit<Profile, 'name' | 'form'> = {
  birth: null,
  street: null,
  address: null,
  phone: null,
  allergies: { asked: false, codes: [] },
  diet: [],
  swallowing: 0,
  category: 'normal',
  homeSite: null,
  payBy: 'on_delivery',
}

const formOnly = profileSchema.pick({ form: true })

/** How to address the person in each language, from an opened profile; null: not chosen. */
export const profileForms = (profile: unknown): Localised | null => formOnly.parse(profile).form

/** How to address the person, from an opened profile; null: 您好. */
export function profileForm(profile: unknown, language: Language = BASE_LANGUAGE): string | null {
  const form = profileForms(profile)
  return form && inLanguage(form, language)
}
