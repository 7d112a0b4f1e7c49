// The sample files of docs/deploy, in the real servers: nginx and Apache serve dist/ from a sub-path, with the headers,
// types and compressed copies that the samples promise, and a browser computes a case there. IIS's file is only read.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { application } from './exchange.mjs';
import { choose, fill, toResult, yen } from './form.mjs';
import { DIST, listen, loaded, ready, start, stop } from './harness.mjs';
import { frameOf } from './sites.mjs';

const SAMPLES = new URL('../../docs/deploy/', import.meta.url);
const sample = (name) => readFile(new URL(name, SAMPLES), 'utf8');
const SINGLE = new URL('../../dist-single/kaigo-hojo.html', import.meta.url);
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** A program of a server: outside of most people's PATH. */
const program = (name) => ['/usr/sbin', '/usr/local/sbin', '/usr/bin'].map((folder) => join(folder, name)).find(existsSync);

async function freePort() {
  const probe = createServer();
  await listen(probe);
  const { port } = probe.address();
  await stop(probe);
  return port;
}

/** The sample with a line changed that a web officer has to change too. */
function changed(text, old, now) {
  assert.ok(text.includes(old), `the sample says ${old}`);
  return text.replaceAll(old, now);
}

const SERVERS = {
  async nginx({ folder, site, port, log }) {
    let text = await sample('nginx.conf');
    text = changed(text, 'listen 80;', `listen 127.0.0.1:${port};`);
    text = changed(text, '/var/www/kaigo/', `${site}/`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const main = [
      'load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;',
      `daemon off; pid ${folder}/pid; error_log ${log};`,
      ...(process.getuid() === 0 ? ['user root;'] : []),
      'events {}',
      `http { access_log off; ${temporary.map((name) => `${name}_temp_path ${folder}/temp;`).join(' ')}`,
      text,
      '}',
    ];
    await writeFile(join(folder, 'nginx.conf'), main.join('\n'));
    return [program('nginx'), ['-c', join(folder, 'nginx.conf'), '-e', log]];
  },
  async apache2({ folder, site, port, log }) {
    await writeFile(join(site, '.htaccess'), await sample('apache.htaccess'));
    const modules = ['mpm_event', 'alias', 'authz_core', 'dir', 'headers', 'mime', 'rewrite'];
    const main = [
      `ServerRoot ${folder}`,
      `DefaultRuntimeDir ${folder}`,
      'ServerName localhost',
      `Listen 127.0.0.1:${port}`,
      `PidFile ${folder}/pid`,
      `ErrorLog ${log}`,
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
      // As distributions have it: names of files that end in .br or .gz mean something there.
      `TypesConfig ${folder}/types`,
      'AddLanguage br .br',
      `Alias /kaigo ${site}`,
      `<Directory ${site}>`,
      'AllowOverride FileInfo Indexes',
      'Require all granted',
      '</Directory>',
      ...(process.getuid() === 0 ? ['User www-data', 'Group www-data'] : []),
    ];
    await writeFile(join(folder, 'types'), 'application/gzip gz\napplication/wasm wasm\ntext/html html\n');
    await writeFile(join(folder, 'apache.conf'), main.join('\n'));
    return [program('apache2'), ['-f', join(folder, 'apache.conf'), '-DFOREGROUND']];
  },
};

let browser;
before(async () => {
  browser = await start();
});
after(() => browser?.close());

/** dist/ with the single file beside it, served as the sample says. */
async function serve(name) {
  assert.ok(program(name), `There is no ${name}: \`cargo xtask setup\` installs it where apt is there; elsewhere install it from your system's packages.`);
  const folder = await mkdtemp(join(tmpdir(), `kaigo-hojo-${name}-`));
  await chmod(folder, 0o755);
  const site = join(folder, 'site');
  await cp(DIST, site, { recursive: true });
  await cp(SINGLE, join(site, 'kaigo-hojo.html'));
  const [port, log] = [await freePort(), join(folder, 'log')];
  const [file, parameters] = await SERVERS[name]({ folder, site, port, log });
  const child = spawn(file, parameters, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const ask = (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const asked = httpRequest({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
      });
      asked.on('error', reject).end();
    });
  for (let tries = 0; ; tries += 1) {
    if (await ask('/kaigo/').then(() => true, () => false)) break;
    if (tries === 600 || child.exitCode !== null) {
      throw new Error(`${name} did not start: ${await readFile(log, 'utf8').catch(() => 'no log')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const end = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  return { origin: `http://127.0.0.1:${port}`, ask, end };
}

const policyOf = (html) => /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)[1];
const TYPES = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pack: 'application/octet-stream',
  wasm: 'application/wasm',
};

for (const name of Object.keys(SERVERS)) {
  test(`${name}: every file of dist/ comes with its type, compressed as asked for, to be kept or not`, async () => {
    const server = await serve(name);
    try {
      const { files } = JSON.parse(await readFile(join(DIST, 'manifest.json'), 'utf8'));
      const names = files.map(({ path }) => path).filter((path) => !/\.(br|gz)$/.test(path));
      assert.ok(names.length > 10);
      const has = (path) => files.some((file) => file.path === path);
      for (const path of [...names, 'manifest.json']) {
        const bytes = await readFile(join(DIST, path));
        for (const [accepted, end, unpack] of [['br', '.br', brotliDecompressSync], ['gzip', '.gz', gunzipSync], ['identity', '', (same) => same]]) {
          const said = `${path}, ${accepted}`;
          const { status, headers, body } = await server.ask(`/kaigo/${path}`, { 'Accept-Encoding': accepted === 'br' ? 'gzip, deflate, br' : accepted });
          assert.equal(status, 200, said);
          const packed = end !== '' && has(path + end);
          assert.equal(headers['content-encoding'], packed ? accepted : undefined, said);
          assert.ok((packed ? unpack(body) : body).equals(bytes), said);
          assert.equal(headers['content-type'], TYPES[path.split('.').at(-1)], said);
          assert.equal(headers['cache-control'], /-[0-9a-f]{16}|^loader\//.test(path) ? IMMUTABLE : 'no-cache', said);
          assert.equal(headers['x-content-type-options'], 'nosniff', said);
          assert.equal(headers['content-language'], undefined, said);
          if (packed) assert.match(headers.vary ?? '', /Accept-Encoding/i, said);
        }
      }
    } finally {
      await server.end();
    }
  });

  test(`${name}: which page has which policy, who may read the loader, and what is not there`, async () => {
    const server = await serve(name);
    try {
      const own = async (path) => policyOf(await readFile(join(DIST, path), 'utf8'));
      const policy = async (path) => (await server.ask(`/kaigo/${path}`)).headers['content-security-policy'];
      const app = `${await own('index.html')}; frame-ancestors 'self'`;
      for (const path of ['', 'index.html', 'privacy/', 'licences/']) {
        assert.equal(await policy(path), app, path);
      }
      assert.equal(await policy('integrate/'), `${await own('integrate/index.html')}; frame-ancestors 'self'`);
      assert.equal(await policy('embed/'), `${await own('embed/index.html')}; frame-ancestors *`);
      assert.equal(await policy('kaigo-hojo.html'), "frame-ancestors 'self'");
      const { files } = JSON.parse(await readFile(join(DIST, 'manifest.json'), 'utf8'));
      const origin = async (path) => (await server.ask(`/kaigo/${path}`)).headers['access-control-allow-origin'];
      const loaders = files.filter(({ path }) => /^loader\/.*\.js$/.test(path));
      assert.ok(loaders.length > 0);
      for (const { path } of files) {
        assert.equal(await origin(path), path.startsWith('loader/') ? '*' : undefined, path);
      }
      assert.equal((await server.ask('/kaigo/nothing.js')).status, 404);
      for (const folder of ['', '/embed', '/integrate']) {
        const redirected = await server.ask(`/kaigo${folder}`);
        assert.equal(redirected.status, 301);
        assert.ok(redirected.headers.location.endsWith(`/kaigo${folder}/`), redirected.headers.location);
      }
    } finally {
      await server.end();
    }
  });

  test(`${name}: another site frames the page for frames and no other, and takes the loader by its digest`, async () => {
    const server = await serve(name);
    let host;
    try {
      const { page, problems, close } = await browser.visit();
      await page.goto(`${server.origin}/kaigo/integrate/#programme=saitama-ict-r5`);
      await ready(await frameOf(page));
      const code = await page.locator('#link').textContent();
      assert.match(code, /integrity="sha384-/);
      host = createServer((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
        response.end(`<!DOCTYPE html><html lang="ja"><title>x</title><link rel="icon" href="data:,">${code}`);
      });
      await listen(host);
      await page.goto(`http://host.localhost:${host.address().port}/`);
      await ready(await frameOf(page));
      const others = () => problems.filter((problem) => !/allow-scripts and allow-same-origin/.test(problem));
      assert.deepEqual(others(), []);
      const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
      await page.evaluate((address) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
      }, `${server.origin}/kaigo/`);
      await refused;
      await close();
    } finally {
      if (host) await stop(host);
      await server.end();
    }
  });

  test(`${name}: the single file works from there too, and asks for nothing`, async () => {
    const server = await serve(name);
    try {
      const { page, problems, requests, close } = await browser.visit();
      await page.goto(`${server.origin}/kaigo/kaigo-hojo.html#saitama-ict-r5`);
      await ready(page);
      await loaded(page);
      assert.deepEqual(requests, [`${server.origin}/kaigo/kaigo-hojo.html`]);
      assert.deepEqual(problems, []);
      await close();
    } finally {
      await server.end();
    }
  });

  test(`${name}: a browser computes a case there`, async () => {
    const server = await serve(name);
    try {
      const { page, problems, requests, close } = await browser.visit();
      await page.goto(`${server.origin}/kaigo/`);
      await ready(page);
      await loaded(page);
      assert.ok(requests.every((address) => address.startsWith(`${server.origin}/kaigo/`)), requests.join('\n'));
      await choose(page, 'saitama-ict-r5');
      await fill(page, await application('saitama-ict-r5', 'S7'));
      await toResult(page);
      assert.equal(await page.locator('.headline .figure').first().innerText(), yen(1_161_000));
      assert.deepEqual(problems, []);
      await close();
    } finally {
      await server.end();
    }
  });
}

test('IIS: the sample is well-formed, and its policies are the page’s', async () => {
  const { page, close } = await browser.visit();
  const found = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'application/xml');
    const values = [...read.querySelectorAll('add[name="Content-Security-Policy"]')].map((add) => add.getAttribute('value'));
    return { wrong: read.querySelector('parsererror')?.textContent ?? '', root: read.documentElement.localName, values };
  }, await sample('web.config'));
  assert.equal(found.wrong, '');
  assert.equal(found.root, 'configuration');
  const own = async (path) => policyOf(await readFile(join(DIST, path), 'utf8'));
  assert.deepEqual(found.values, [
    `${await own('index.html')}; frame-ancestors 'self'`,
    `${await own('embed/index.html')}; frame-ancestors *`,
    `${await own('integrate/index.html')}; frame-ancestors 'self'`,
  ]);
  await close();
});
