import { XMLParser } from 'fast-xml-parser'

/** Bytes. The longest text of a resident is a few kilobytes, and comes with its sealed copy in compat mode. */
const LIMIT = 256 * 1024

/** Values stay text as written: ids are above 2^53. Nothing is read from entities or attributes. */
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  maxNestedTags: 16,
})

const CDATA = /<!\[CDATA\[.*?(?:\]\]>|$)/gs

/** undefined: too long, not UTF-8, not XML, with a DOCTYPE, too deep, or with a name that JavaScript treats specially. */
export function parseXml(bytes: Uint8Array): unknown {
  if (bytes.length > LIMIT) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // What a resident writes about markup stands in CDATA.
    if (/<!/.test(text.replace(CDATA, ''))) return undefined
    return parser.parse(text, true)
  } catch {
    return undefined
  }
}
