import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
/** Where each page is written and where it stands in dist/pages. */
const PAGES = [
  { name: 'resident', source: 'src/console/resident/index.html', served: 'index.html' },
  { name: 'console', source: 'src/console/staff/index.html', served: 'console/index.html' },
]

/** Vite names a page after its place in the source; people reach it by the address. */
function placePages(): Plugin {
  return {
    name: 'place-pages',
    enforce: 'post',
    applyToEnvironment: environment => environment.name === 'client',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const page of PAGES) {
          const built = bundle[page.source]
          if (built?.type !== 'asset') continue
          delete bundle[page.source]
          this.emitFile({ type: 'asset', fileName: page.served, source: built.source })
        }
      },
    },
  }
}

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  // The server is read from a disk; what the pages may weigh is tested.
  build: { chunkSizeWarningLimit: 2_000 },
  plugins: [placePages()],
  builder: {
    async buildApp({ environments: { client, desk }, build }) {
      if (client && desk) await Promise.all([build(client), build(desk)])
    },
  },
  environments: {
    client: {
      build: {
        outDir: 'dist/pages',
        emptyOutDir: true,
        // Phones of 2018 and their WebViews; the console is happy with it too.
        target: ['chrome61', 'safari11.1', 'firefox60'],
        cssTarget: ['chrome80', 'safari13'],
        sourcemap: false,
        // The polyfill is an inline script, which the content security policy refuses.
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: Object.fromEntries(
            PAGES.filter(page => existsSync(join(root, page.source))).map(page => [page.name, join(root, page.source)]),
          ),
        },
      },
    },
    // A thousand modules in a few files: Node alone takes a second longer to find and strip them at each start.
    desk: {
      consumer: 'server',
      // They read files beside their own.
      resolve: { noExternal: true, external: ['@electric-sql/pglite', 'pino'] },
      build: {
        outDir: 'dist/desk',
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          input: { node: join(root, 'src/node.ts') },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      },
    },
  },
})
