import { folder } from '../core/folder.ts'
import { buildWhenStale } from '../start/build-when-stale.ts'

buildWhenStale()
await import(folder('dist/desk/node.js'))
