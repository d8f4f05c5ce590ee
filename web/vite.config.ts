import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compress } from './tools/compress_plugin.ts';
import { themeBoot } from './tools/theme_plugin.ts';
import { pushWorker } from './tools/worker_plugin.ts';

export default defineConfig({
  plugins: [react(), themeBoot(), pushWorker(), compress()],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    assetsInlineLimit: 0, // the page's policy has no data: fonts and no inline scripts
    manifest: 'manifest.json',
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8790', '/openapi.json': 'http://127.0.0.1:8790' } },
});
