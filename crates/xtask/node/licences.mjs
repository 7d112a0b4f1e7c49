// The page of licences: what is built into the page, by whom, and the texts that have to go with it.
//
//   node licences.mjs CARGO DIST PACKAGE…
//
// Where a crate may be had under one of several licences, this is what it offers; the texts are its own.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crates, folderOf, texts } from './crates.mjs';

const [cargo, dist, ...roots] = process.argv.slice(2);
const OURS = ['LICENSE-MIT', 'LICENSE-APACHE'];

const own = (folder) => texts(folder).map(({ text }) => text);
const ours = OURS.map((name) => readFileSync(name, 'utf8').trim());
const [mit, apache] = ours;
const mitOf = (whom) => mit.replace(/^Copyright .*$/m, `Copyright (c) ${whom}`);
const authors = (one) => one.authors.map((author) => author.replace(/\s*<.*>/, '')).join(', ') || `the authors of ${one.name}`;
const theirs = crates(cargo, roots);
const entries = theirs.map((one) => {
  const found = own(folderOf(one));
  // A crate that brings no text and may be had under MIT: the usual text, with its authors.
  const usual = /\bMIT\b/.test(one.license) ? [mitOf(authors(one))] : [];
  return { name: `${one.name} ${one.version}`, licence: one.license, by: authors(one), texts: found.length > 0 ? found : usual };
});
const tokens = 'node_modules/@digital-go-jp/design-tokens';
const { name, version, license } = JSON.parse(readFileSync(join(tokens, 'package.json'), 'utf8'));
// The standard library has a table of Unicode's in it, and crates of these two authors.
const library = 'The Rust Project Contributors, Alex Crichton, Amanieu d\'Antras';
const unicode = texts(folderOf(theirs.find(({ name: crate }) => crate === 'unicode-ident'))).find(({ name: file }) => /unicode/i.test(file)).text;
entries.push(
  {
    name: 'Rust standard library',
    licence: '(MIT OR Apache-2.0) AND Unicode-3.0',
    by: `${library}, Unicode, Inc.`,
    texts: [apache, mitOf(library), unicode],
  },
  { name: `${name} ${version}`, licence: license, by: 'デジタル庁', texts: own(tokens) },
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
