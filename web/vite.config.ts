import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * Builds the screens. The caller gives `outDir` (LIUKE_HOME/web); without one it is `web/dist`.
 * Nothing is inlined into the page: the content security policy allows scripts and styles from the own origin.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
    manifest: true,
    // the staff's screens, and each page for customers in its own small file
    rollupOptions: { input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/h5/points/index.html`] },
  },
  server: { proxy: { '/api': { target: process.env['LIUKE_API'] ?? 'http://127.0.0.1:7700', changeOrigin: false } } },
})
