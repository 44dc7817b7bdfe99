import { build } from 'vite'
import { folder } from '../../src/core/folder.ts'

/** A desk of test/chaos in a few files, as the real one is built: it is started very often. Gives what to run. */
export async function buildDesk(name: 'shop-desk' | 'storm-desk'): Promise<string> {
  const outDir = folder(`dist/${name}`)
  await build({
    configFile: false,
    root: folder(''),
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pino'] },
    build: {
      ssr: folder(`test/chaos/${name}.ts`),
      outDir,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
    },
  })
  return `${outDir}/${name}.js`
}
