import { pathToFileURL } from 'node:url'
import { folder } from '../../src/core/folder.ts'

// The desk, its clock CLOCK_AHEAD milliseconds ahead: tomorrow's lunch is carried today.
const ahead = Number(process.env.CLOCK_AHEAD ?? 0)
const now = Date.now
Date.now = () => now() + ahead
await import(pathToFileURL(folder('dist/desk/node.js')).href)
