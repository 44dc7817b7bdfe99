import { v7 } from 'uuid'

declare const brand: unique symbol
/** A primitive that only its own border may make: a ContactId never passes for a ConversationId. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** All UUIDv7, so that they sort by birth. */
export type ContactId = Brand<string, 'ContactId'>
export type IdentityId = Brand<string, 'IdentityId'>
export type ConversationId = Brand<string, 'ConversationId'>
export type HandoffId = Brand<string, 'HandoffId'>
export type AlarmId = Brand<string, 'AlarmId'>
export type AttachmentId = Brand<string, 'AttachmentId'>
export type StaffId = Brand<string, 'StaffId'>
/** `kind/name`, as in `web/main`. */
export type AccountId = Brand<string, 'AccountId'>
/** Receipt number of an inbound event; grows in order of receipt. Below 2^53. */
export type InboundId = Brand<number, 'InboundId'>
/** Grows inside one conversation in the order of the talk. Below 2^53. */
export type MessageId = Brand<number, 'MessageId'>
/** SHA-256 of a definition's canonical JSON, hex. */
export type VersionHash = Brand<string, 'VersionHash'>

/** The one place where a plain value becomes a branded one: call it at a border that has just checked the value. */
export function branded<T extends Brand<string, string> | Brand<number, string>>(
  value: T extends string ? string : number,
): T {
  // The brand exists only in the type system.
  return value as unknown as T
}

export function newId<T extends Brand<string, string>>(): T {
  return v7() as T // a fresh UUID is a valid id of whichever row is being born
}
