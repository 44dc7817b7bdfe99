import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { folder } from './folder.ts'

test('a project in a folder with blanks and Chinese in its name is found', async () => {
  const project = await mkdtemp(join(tmpdir(), '照 应 #1 '))
  onTestFinished(() => rm(project, { recursive: true }))
  const moved = join(project, 'src/core/folder.ts')
  await cp(folder('src/core/folder.ts'), moved)
  const script = `import(${JSON.stringify(pathToFileURL(moved).href)}).then(it => console.log(it.folder('flows')))`
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()).toBe(join(project, 'flows'))
})
