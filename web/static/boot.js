// The loader: the only part of the page that fetches anything, and what makes presses sure. A file of its
// own, because the page's content security policy allows no inline script.
//
// What there is to fetch stands in the page's head, each with its digest: the two files of the app
// (Trunk.toml, `pattern_script`), the programmes' packs and the files of the later module (both put
// there by `cargo xtask build`). Of each pack there are two: what the answers are drawn from, and the whole
// (`/whole`) for the later module. The order: once something has been painted, the app and the pack that the
// address asks for; when the browser is idle, the other packs for the answers; the later module and its packs
// when the person does something first, or after three seconds, so that they take nothing from what is looked
// at before.
// `<html data-loaded>` says that nothing more will be fetched.
// How the parts talk is written in web/parts/src/handover.rs.
//
// The single file (`cargo xtask build --single-file`) has web/static/inside.js in place of the first part.

// ---- how files come ----

async function get(href, integrity) {
  const response = await fetch(href, { integrity });
  if (!response.ok) {
    throw new Error(`${href}: ${response.status}`);
  }
  return response;
}

const arrived = (element) =>
  new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

let failures = 0;

/**
 * A module with its digest: the element checks it, the import takes what the element has loaded. An import by itself would
 * fetch whatever is there and run it, also where the digest of a preload did not fit.
 */
async function loadModule(href, integrity) {
  // Some browsers remember for ever that a module could not be fetched, by its address.
  const src = new URL(failures ? `${href}?${failures}` : href, document.baseURI).href;
  await arrived(make('script', { type: 'module', src, integrity })).catch((error) => {
    failures += 1;
    throw error;
  });
  return import(src);
}

const loadStyle = (href, integrity) => arrived(make('link', { rel: 'stylesheet', href, integrity }));

const firstModule = (name) => {
  const { href, integrity } = document.querySelector(`link[href$="${name}"]`);
  return loadModule(href, integrity);
};

// ---- which, and when ----

const LATER = 'later';
const told = (name) => document.querySelector(`meta[name="${name}"]`)?.dataset;
const root = document.documentElement;
const packs = new Map(
  [...document.querySelectorAll('meta[name="pack"]')].map(({ content, dataset }) => [content, dataset]),
);
// The page in a frame (crates/xtask/src/embed.rs) has no later module; one pack is enough for it.
const later = told('later');
const [chosen] = location.hash.slice(1).split('/');
const names = later ? [...packs.keys(), LATER] : packs.has(chosen) ? [chosen] : [...packs.keys()];

/** Packs that are there. */
const bytes = new Map();
/** What is being loaded or is there. */
const loads = new Map();
let there = 0;

const tell = (event, detail) => document.dispatchEvent(new CustomEvent(`hojo:${event}`, { detail }));

async function fetchPart(name) {
  if (name === LATER) {
    // The later module starts with all that it shows, and with all that the app needs to take a draft from it.
    const all = [...packs.keys()];
    await Promise.all(all.map(load));
    if (!all.every((pack) => bytes.has(pack))) {
      throw new Error('a pack is missing');
    }
    const [{ default: start }] = await Promise.all([
      loadModule(later.script, later.scriptIntegrity),
      loadStyle(later.style, later.styleIntegrity),
    ]);
    await app;
    await start({ module_or_path: get(later.wasm, later.wasmIntegrity) });
  } else {
    const { href, integrity } = packs.get(name);
    bytes.set(name, new Uint8Array(await (await get(href, integrity)).arrayBuffer()));
    await app;
    tell('pack', { name, bytes: bytes.get(name) });
  }
}

/** Loads a part once; after it has failed, again. */
function load(name) {
  if (!loads.has(name)) {
    const loading = fetchPart(name).then(
      () => {
        there += 1;
        root.toggleAttribute('data-loaded', there === names.length);
      },
      async () => {
        loads.delete(name);
        await app;
        tell('failed', { name });
      },
    );
    loads.set(name, loading);
  }
  return loads.get(name);
}

document.addEventListener('hojo:want', ({ detail }) => load(detail.name));
// The later module was not there yet when the packs came.
document.addEventListener('hojo:here', () => bytes.forEach((value, name) => tell('pack', { name, bytes: value })));

// What the page says before the program is there, is seen before; a page in the background paints nothing.
const painted = new Promise((done) => {
  new PerformanceObserver(done).observe({ type: 'paint', buffered: true });
  setTimeout(done, 500);
});

const start = async () => {
  await painted;
  const { href, integrity } = told('wasm');
  const [{ default: run }, wasm] = await Promise.all([firstModule(told('app').script), get(href, integrity)]);
  await run({ module_or_path: wasm });
  // What comes next is a task of its own, so that an old device answers in between.
  await new Promise((done) => setTimeout(done));
};
const app = start();

// ---- no press is lost ----

// Who presses a button leaves the field before. What is said of the field then would push the button away
// before it is released, and nothing would be pressed: so the field is left when the press is over.
let pressed = false;
let left;

const release = () => {
  const field = left;
  pressed = false;
  left = undefined;
  field?.dispatchEvent(new Event('change', { bubbles: true }));
};
addEventListener('change', (event) => {
  if (pressed && event.target.type === 'text') {
    left = event.target;
    event.stopImmediatePropagation();
  }
}, true);
addEventListener('mousedown', ({ button }) => {
  release();
  pressed = button === 0;
}, true);
// Where it was released somewhere else, there is no click.
addEventListener('mouseup', () => setTimeout(release), true);
['click', 'keydown', 'contextmenu', 'dragend'].forEach((end) => addEventListener(end, release, true));

// ---- no press counts twice ----

// A second press at once belongs to the first: a button does not take it, and nothing does that has come under the
// pointer, or to the focus, in between. A finger's second tap is not counted as one everywhere, so the time decides; of keys
// too, but for less long: who moves a line up with one press after another is not to wait. A press that hit nothing has no
// second.
let last = {};
const once = (event) => {
  const { clientX: x, clientY: y, detail, key, pointerType, repeat, target, timeStamp } = event;
  // What a key or a label leads to is a click, too, and was seen before.
  if (!key && !detail) {
    return;
  }
  const at = target.closest('label, button, a, summary');
  const near = () => detail > 1 || (pointerType === 'touch' && Math.hypot(x - last.x, y - last.y) < 40);
  const limit = key ? 250 : detail > 1 ? 1000 : 500;
  const soon = last.at && timeStamp - last.timeStamp < limit && (key ? key === last.key : near());
  const again = (soon || repeat) && (!key || /^(Enter| )$/.test(key));
  if (again && at && (at.type || at !== last.at)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (at || !again) {
    last = { at, key, timeStamp, x, y };
  }
};
['click', 'keydown'].forEach((kind) => addEventListener(kind, once, true));

// ---- start ----

try {
  await painted;
  if (packs.has(chosen)) {
    load(chosen);
  }
  await app;
  await loads.get(chosen);
  // Safari has no requestIdleCallback.
  const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));
  idle(() => names.filter((name) => packs.has(name) && !name.includes('/')).forEach(load), { timeout: 2000 });
  if (later) {
    const rest = () => load(LATER);
    ['keydown', 'pointerdown'].forEach((kind) => addEventListener(kind, rest, { once: true }));
    setTimeout(rest, 3000);
  }
} catch (error) {
  // Then the sentence after it is seen (web/styles/main.css).
  document.getElementById('loading')?.remove();
  throw error;
}
