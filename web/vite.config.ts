import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['RIPEN_URL'] ?? 'http://127.0.0.1:4800'

export default defineConfig({
  plugins: [react()],
  // Everything is a file of its own: the server's content policy refuses inline scripts and data addresses.
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first page loads is named alike, however it is cut, so that its size is measured whole.
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? '' : 'index-'}[name]-[hash].js`,
      },
    },
  },
  server: {
    port: 4801,
    proxy: { '/api': server, '/health': server, '/openapi.json': server, '/docs': server, '/session': server },
  },
})
