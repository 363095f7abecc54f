import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['RIPEN_URL'] ?? 'http://127.0.0.1:4800'

export default defineConfig({
  plugins: [react()],
  // Everything is a file of its own: the server's content policy refuses inline scripts and data addresses.
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    port: 4801,
    proxy: { '/api': server, '/health': server, '/openapi.json': server, '/docs': server, '/session': server },
  },
})
