import { build } from 'vite'
import { folder } from '../../src/core/folder.ts'

/** The shop's desk in a few files, as the real one is built: it is started twenty times. Gives what to run. */
export async function buildShopDesk(): Promise<string> {
  const outDir = folder('dist/shop-desk')
  await build({
    configFile: false,
    root: folder(''),
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pino'] },
    build: {
      ssr: folder('test/chaos/shop-desk.ts'),
      outDir,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
    },
  })
  return `${outDir}/shop-desk.js`
}
