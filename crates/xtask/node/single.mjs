// The single file: everything of a built page in one HTML file, which opens from a disk and asks for nothing.
//
//   node single.mjs DIST BOOT INSIDE OUT
//
// The loader, the JavaScript of the modules and the styles stand in it as they are, allowed by the page's policy
// through their digests; wasm and packs are packed and in base64, as blocks of data that no browser runs.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dist, bootPath, insidePath, out] = process.argv.slice(2);
const START = '// ---- how files come ----';
const END = '// ---- which, and when ----';

function stop(sentence) {
  console.error(`single: ${sentence}`);
  process.exit(1);
}

/** What stands exactly once in a text, replaced. */
function replaced(text, old, now) {
  if (text.split(old).length !== 2) {
    stop(`\`${old}\` was expected once.`);
  }
  return text.replace(old, () => now);
}

const attribute = (tag, name) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const text = (name) => readFileSync(join(dist, name), 'utf8');

let html = text('index.html');
const tags = html.match(/<(?:link|meta|script)\s[^>]*>/g);
const tag = (wanted) => tags.find(wanted) ?? stop(`index.html has no tag with ${wanted}.`);
const app = tag((one) => attribute(one, 'name') === 'app');
const sheet = tag((one) => attribute(one, 'rel') === 'stylesheet');
const boot = tag((one) => one.startsWith('<script'));

/** A module as a function that gives what it exports; JavaScript inside a page cannot be imported. */
function asFunction(name) {
  const [code, ...others] = text(name).split(/\bexport\{([\w$]+) as default\};?/);
  if (others.length !== 2 || others[1].trim() || /\bexport\b|\bimport\b(?!\.meta\b)/.test(code)) {
    stop(`${name} exports or imports in a way that is not known here.`);
  }
  return `${code}return{default:${others[0]}};\n`;
}

const scripts = [`./${attribute(app, 'data-script')}`];
const modules = scripts.map((name) => `${JSON.stringify(name)}: () => {\n${asFunction(name)}},\n`);
const loader = readFileSync(bootPath, 'utf8');
const fetching = loader.slice(loader.indexOf(START), loader.indexOf(END));
const inside = `const MODULES = {\n${modules.join('')}};\n\n${readFileSync(insidePath, 'utf8')}\n`;
const script = replaced(loader, fetching, inside);
// Pages that lie beside the app are not in the file.
const alone = '\nfooter a[href="privacy/index.html"] { display: none; }';
const later = tags.filter((one) => attribute(one, 'name') === 'style').map((one) => attribute(one, 'data-href'));
const style = [attribute(sheet, 'href'), ...later].map(text).join('\n') + alone;
if (/<\/(?:script|style)|<!--/i.test(script + style)) {
  stop('A script or a style holds a sign that would end it.');
}

const told = tags.filter((one) => /^(pack|part|wasm)$/.test(attribute(one, 'name'))).map((one) => attribute(one, 'data-href'));
const data = told.map((name) => {
  const packed = readFileSync(join(dist, `${name}.gz`)).toString('base64');
  return `    <script type="application/gzip" data-file="${name}">${packed}</script>\n`;
});

const digest = (inner) => `'sha256-${createHash('sha256').update(inner).digest('base64')}'`;
const policy =
  `default-src 'none'; script-src ${digest(script)} 'wasm-unsafe-eval'; style-src ${digest(style)}; ` +
  `img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'`;
const stated = tag((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
html = replaced(html, stated, `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
html = replaced(html, sheet, `<style>${style}</style>`);
html = replaced(html, `${boot}</script>`, `<script type="module">${script}</script>`);
for (const preload of tags.filter((one) => /preload$/.test(attribute(one, 'rel')))) {
  html = replaced(html, preload, '');
}
html = replaced(html, '  </body>', `${data.join('')}  </body>`);
writeFileSync(out, html);
console.log(
  `single: ${out} has ${html.length.toLocaleString('en')} characters, ` +
    `${Buffer.byteLength(html).toLocaleString('en')} bytes, sha256 ${createHash('sha256').update(html).digest('hex')}`,
);
