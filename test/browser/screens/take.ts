// Every main screen of both pages, on a real desk, as pictures in test/screens: node test/browser/screens/take.ts [part]
import { mkdir } from 'node:fs/promises'
import { openChromium } from '../chromium.ts'
import { openRealDesk } from '../real-desk.ts'
import { shootConsole } from './console-screens.ts'
import { FOLDER, LANGUAGES } from './looks.ts'
import { shootResident } from './resident-screens.ts'

const part = process.argv[2] ?? ''
await mkdir(FOLDER, { recursive: true })
const desk = await openRealDesk()
try {
  for (const locale of LANGUAGES) {
    if ('resident'.startsWith(part)) await shootResident(desk, locale)
    if ('console'.startsWith(part)) await shootConsole(desk, locale)
  }
} finally {
  await desk.close()
  await (await openChromium()).close()
}
