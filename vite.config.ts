import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Every browser that runs this application reads woff2; the older form would double the build. */
const woff2Only: Plugin = {
  name: 'guiju:woff2-only',
  enforce: 'pre',
  transform: {
    filter: { id: /@fontsource\/.+\.css$/ },
    handler: (css) => css.replace(/,\s*url\([^)]+\.woff\)\s*format\('woff'\)/g, ''),
  },
}

/** `runtime/index.html` is the page of the server's root. */
const runtimeAtRoot: Plugin = {
  name: 'guiju:runtime-at-root',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['runtime/index.html']
    if (page) page.fileName = 'index.html'
  },
}

/**
 * Builds runtime/ and designer/ to core/public, from where the server sends them. Two pages: what the
 * designer alone needs is never loaded by the users' application.
 */
export default defineConfig({
  root: at('.'),
  base: '/',
  publicDir: false,
  plugins: [woff2Only, react(), runtimeAtRoot],
  resolve: {
    dedupe: ['react', 'react-dom'],
    alias: { 'resize-observer-polyfill': at('runtime/shell/native_resize_observer.ts') },
  },
  define: { 'process.env.NODE_ENV': JSON.stringify(process.env['NODE_ENV'] ?? 'production') },
  build: {
    outDir: at('core/public'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
    rollupOptions: { input: [at('runtime/index.html'), at('designer/index.html')] },
  },
})
