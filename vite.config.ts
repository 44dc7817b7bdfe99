import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname
/** Where each page is written and where it stands in dist. */
const PAGES = [
  { name: 'resident', source: 'src/console/resident/index.html', served: 'index.html' },
  { name: 'console', source: 'src/console/staff/index.html', served: 'console/index.html' },
]

/** Vite names a page after its place in the source; people reach it by the address. */
function placePages(): Plugin {
  return {
    name: 'place-pages',
    enforce: 'post',
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
  plugins: [placePages()],
  build: {
    outDir: 'dist',
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
})
