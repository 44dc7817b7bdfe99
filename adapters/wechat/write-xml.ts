/** Names are ours; values are anybody's. Numbers stand bare, as the platform writes them. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}>${written(value)}</${name}>`)
  return `<xml>${elements.join('')}</xml>`
}

/** The end mark of CDATA is split in two, so that no text breaks out of it. */
function written(value: string | number): string {
  return typeof value === 'number' ? String(value) : `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
