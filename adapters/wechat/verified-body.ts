/** How a push came: its answer has to go the same way, sealed with the same key. */
export type Form = 'sealed' | 'sealed-formerly' | 'open'

/** What verify hands on, as `form\nxml`: in compat mode nothing in the XML tells how it came. */
export function withForm(form: Form, xml: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${form}\n`), xml])
}

export function readForm(body: Uint8Array): { readonly form: Form; readonly xml: Uint8Array } | null {
  const end = body.indexOf(0x0a)
  const form = new TextDecoder().decode(body.subarray(0, Math.max(end, 0)))
  return form === 'sealed' || form === 'sealed-formerly' || form === 'open'
    ? { form, xml: body.subarray(end + 1) }
    : null
}
