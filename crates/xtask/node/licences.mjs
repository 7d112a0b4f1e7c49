// The page of licences: what is built into the page, by whom, and the texts that have to go with it.
//
//   node licences.mjs CARGO DIST PACKAGE…
//
// The Rust crates come from `cargo metadata`: all that the packages need in a browser, without what only helps to build
// them. Where a crate may be had under one of several licences, this is what it offers; the texts are its own.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [cargo, dist, ...roots] = process.argv.slice(2);
const TARGET = 'wasm32-unknown-unknown';
const OURS = ['LICENSE-MIT', 'LICENSE-APACHE'];

const metadata = JSON.parse(
  execFileSync(cargo, ['metadata', '--format-version', '1', '--offline', '--locked', '--filter-platform', TARGET], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  }),
);
const packages = new Map(metadata.packages.map((one) => [one.id, one]));
const nodes = new Map(metadata.resolve.nodes.map((one) => [one.id, one]));
const isMacro = (one) => one.targets.some(({ kind }) => kind.includes('proc-macro'));

const shipped = new Set();
const open = metadata.packages.filter(({ name, source }) => source === null && roots.includes(name)).map(({ id }) => id);
if (open.length !== roots.length) {
  console.error(`licences: not all of ${roots.join(', ')} are packages of the workspace.`);
  process.exit(1);
}
while (open.length > 0) {
  const id = open.pop();
  if (!shipped.has(id)) {
    shipped.add(id);
    const needed = nodes.get(id).deps.filter(({ dep_kinds: kinds }) => kinds.some(({ kind }) => kind === null));
    open.push(...needed.map(({ pkg }) => pkg).filter((pkg) => !isMacro(packages.get(pkg))));
  }
}

/** The texts that lie beside a package. */
const texts = (folder) =>
  readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name) && !/\.(rs|toml)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());

const ours = OURS.map((name) => readFileSync(name, 'utf8').trim());
const [mit, apache] = ours;
/** The text of a crate that brings none and may be had under MIT: the usual one, with its authors. */
const usual = (one) => (/\bMIT\b/.test(one.license) ? [mit.replace(/^Copyright .*$/m, `Copyright (c) ${authors(one)}`)] : []);
const authors = (one) => one.authors.map((author) => author.replace(/\s*<.*>/, '')).join(', ') || `the authors of ${one.name}`;
const entries = [...shipped]
  .map((id) => packages.get(id))
  .filter(({ source }) => source !== null)
  .map((one) => {
    const own = texts(dirname(one.manifest_path));
    return {
      name: `${one.name} ${one.version}`,
      licence: one.license,
      by: authors(one),
      texts: own.length > 0 ? own : usual(one),
    };
  });
const tokens = 'node_modules/@digital-go-jp/design-tokens';
const { name, version, license } = JSON.parse(readFileSync(join(tokens, 'package.json'), 'utf8'));
entries.push(
  { name: 'Rust standard library', licence: 'MIT OR Apache-2.0', by: 'The Rust Project Contributors', texts: [apache] },
  { name: `${name} ${version}`, licence: license, by: 'デジタル庁', texts: texts(tokens) },
);
entries.sort((a, b) => (a.name < b.name ? -1 : 1));
entries.unshift({ name: 'kaigo-hojo', licence: 'MIT OR Apache-2.0', by: '', texts: ours });

/** Each text once, with the names of all that it belongs to. */
const users = new Map();
for (const entry of entries) {
  for (const text of entry.texts) {
    users.set(text, [...(users.get(text) ?? []), entry.name]);
  }
}
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const rows = entries.map(
  (entry) => `<tr><th scope="row">${escaped(entry.name)}</th><td>${escaped(entry.licence)}</td><td>${escaped(entry.by)}</td></tr>`,
);
const parts = [...users].map(
  ([text, names]) => `<h2>${escaped(names.join(', '))}</h2>\n<pre lang="en">${escaped(text)}</pre>`,
);
const html = `<!DOCTYPE html>
<html lang="ja">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>使っているソフトウェアとライセンス｜介護テクノロジー補助金 試算・自己点検</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="./licences.css">
  </head>
  <body>
<header><p><a href="../index.html">介護テクノロジー補助金 試算・自己点検</a></p></header>
<main>
<h1>使っているソフトウェアとライセンス</h1>
<p>このページの試算プログラムに含まれるソフトウェアと、そのライセンスの全文です。</p>
<table>
<caption>含まれるソフトウェア</caption>
<thead><tr><th scope="col">名前</th><th scope="col">ライセンス</th><th scope="col">作成者</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${parts.join('\n')}
</main>
  </body>
</html>
`;
const css = `html { background: Canvas; color: CanvasText; }
body { max-width: 48rem; margin: auto; padding: 1rem; font-family: sans-serif; line-height: 1.7; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.5rem; border: 1px solid; text-align: start; vertical-align: top; }
header a { display: inline-block; min-height: 24px; }
h2 { font-size: 1rem; }
pre { white-space: pre-wrap; }
`;
mkdirSync(join(dist, 'licences'), { recursive: true });
writeFileSync(join(dist, 'licences', 'licences.css'), css);
writeFileSync(join(dist, 'licences', 'index.html'), html);
const silent = entries.filter((entry) => entry.texts.length === 0).map((entry) => entry.name);
if (silent.length > 0) {
  console.error(`licences: there is no text for ${silent.join(', ')}.`);
  process.exit(1);
}
