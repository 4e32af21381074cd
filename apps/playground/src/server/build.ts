// Builds the page into dist/page.
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

await build({
  configFile: false,
  root: folder('../page'),
  logLevel: 'warn',
  plugins: [vue()],
  build: { outDir: folder('../../dist/page'), emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
});
