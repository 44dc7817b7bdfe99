import { pathToFileURL } from 'node:url'
import { folder } from '../core/folder.ts'
import { buildWhenStale } from '../start/build-when-stale.ts'

buildWhenStale()
await import(pathToFileURL(folder('dist/desk/node.js')).href)
