import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env['RIPEN_URL'] ?? 'http://127.0.0.1:4800'

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023' },
  server: {
    port: 4801,
    proxy: { '/api': server, '/health': server, '/openapi.json': server, '/docs': server },
  },
})
