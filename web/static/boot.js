// Starts the app. A file of its own, because the page's content security policy allows no inline
// script. The page names the two files of the app (Trunk.toml, `pattern_script`) and, in its
// preloads, their digests (`cargo xtask build` puts that of the wasm into `data-integrity`).

const { script, wasm } = document.querySelector('meta[name="app"]').dataset;
const preload = (name) => document.querySelector(`link[href$="${name}"]`);

try {
  const { default: start } = await import(preload(script).href);
  const { href, dataset } = preload(wasm);
  await start({ module_or_path: fetch(href, { integrity: dataset.integrity }) });
} catch (error) {
  document.getElementById('loading')?.remove();
  document.getElementById('not-loaded')?.removeAttribute('hidden');
  throw error;
}
