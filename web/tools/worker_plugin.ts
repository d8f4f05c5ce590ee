import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { classicScript } from './classic_script.ts';

const source = fileURLToPath(new URL('../src/worker/push_worker.ts', import.meta.url));

// The service worker stands at the root, whose pages it is for, under a name that stays: browsers look there for newer ones.
// It is no module, since not every browser takes modules as service workers.
export const pushWorker = (): Plugin => ({
  name: 'push-worker',
  configureServer(server) {
    server.middlewares.use('/push_worker.js', async (_request, response) => {
      response.setHeader('content-type', 'text/javascript');
      response.end(await classicScript(source));
    });
  },
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'push_worker.js', source: await classicScript(source) });
  },
});
