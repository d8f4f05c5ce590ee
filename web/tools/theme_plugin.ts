import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { classicScript } from './classic_script.ts';

const source = fileURLToPath(new URL('../src/app/theme_boot.ts', import.meta.url));
const devUrl = '/theme_boot.js';

// The stored theme must be on <html> before the first paint, and the page's policy allows no inline script:
// so one small classic script is compiled apart and loaded before everything else.
export function themeBoot(): Plugin {
  let reference = '';
  const compile = () => classicScript(source);
  return {
    name: 'theme-boot',
    configureServer(server) {
      server.middlewares.use(devUrl, async (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(await compile());
      });
    },
    async buildStart() {
      if (this.meta.watchMode) return;
      reference = this.emitFile({ type: 'asset', name: 'theme_boot.js', source: await compile() });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const built = context.bundle && Object.keys(context.bundle).find((name) => /theme_boot-.*\.js$/.test(name));
        void reference;
        return [{ tag: 'script', attrs: { src: built ? `/${built}` : devUrl }, injectTo: 'head-prepend' }];
      },
    },
  };
}
