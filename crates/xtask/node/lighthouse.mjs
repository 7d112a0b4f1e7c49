// Lighthouse on the built page: a mobile telephone with slow 4G, simulated. The page is served by nginx with the sample
// of docs/deploy, so that compression and caching are what they are in earnest.
//
//   node lighthouse.mjs CHROMIUM

import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import lighthouse from 'lighthouse';

const [executablePath] = process.argv.slice(2);
const [port, debugging] = [18_480, 18_481];
const folder = mkdtempSync(join(tmpdir(), 'kaigo-hojo-lighthouse-'));
chmodSync(folder, 0o755);
cpSync('dist', join(folder, 'site'), { recursive: true });
const sample = readFileSync('docs/deploy/nginx.conf', 'utf8')
  .replace('listen 80;', `listen 127.0.0.1:${port};`)
  .replaceAll('/var/www/kaigo/', `${folder}/site/`);
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp;`);
writeFileSync(
  join(folder, 'nginx.conf'),
  `load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off; pid ${folder}/pid; error_log ${folder}/log; ${process.getuid() === 0 ? 'user root;' : ''}
events {}
http { access_log off; ${temporary.join(' ')}
${sample}
}`,
);
const server = spawn('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'log')], { stdio: 'inherit' });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', `--remote-debugging-port=${debugging}`],
});
const LIMITS = [
  ['accessibility', 100],
  ['best-practices', 100],
  ['performance', 95],
];
const TIMES = [
  ['largest-contentful-paint', 1_500],
  ['interactive', 2_500],
];
let missed = 0;
const row = (name, value, holds) => {
  missed += holds ? 0 : 1;
  console.log(`${name.padEnd(28)} ${String(value).padStart(8)}${holds ? '' : '   not reached'}`);
};
try {
  for (const hash of ['', '#gunma-caretech-r8']) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${port}/kaigo/${hash}`, {
      port: debugging,
      logLevel: 'error',
      onlyCategories: LIMITS.map(([id]) => id),
    });
    console.log(`\nlighthouse ${lhr.lighthouseVersion}, ${lhr.configSettings.formFactor}, page ${hash || 'start'}`);
    LIMITS.forEach(([id, least]) => {
      const score = Math.round(lhr.categories[id].score * 100);
      row(id, score, score >= least);
      for (const { id: audit } of lhr.categories[id].auditRefs) {
        const { score: part, scoreDisplayMode: mode, title, displayValue = '' } = lhr.audits[audit];
        if (score < least && part !== null && part < 0.9 && mode !== 'informative') {
          console.log(`    ${audit}: ${title} ${displayValue}`);
        }
      }
    });
    TIMES.forEach(([id, most]) => row(`${id} (ms)`, Math.round(lhr.audits[id].numericValue), lhr.audits[id].numericValue <= most));
  }
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true });
}
process.exit(missed === 0 ? 0 : 1);
