// The page on this machine, for looking at it: `node serve.mjs FOLDER PORT yes|no`, the last for a browser that opens it.

import { preview } from 'vite';

const [outDir, port, open] = process.argv.slice(2);
// Who serves on this machine is about to change something. Other sites may read what is here: without that, a page that
// embeds the estimate cannot check the digest of the loader.
const headers = { 'Cache-Control': 'no-cache', 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' };
const { resolvedUrls } = await preview({
  appType: 'mpa',
  build: { outDir },
  configFile: false,
  logLevel: 'warn',
  preview: { cors: false, headers, host: '127.0.0.1', open: open === 'yes', port: Number(port), strictPort: true },
});
console.log(`serve: ${resolvedUrls.local[0]} (Ctrl+C stops it)`);
