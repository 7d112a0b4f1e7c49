// The loader: the only part of the page that fetches anything, and what makes presses sure. A file of its
// own, because the page's content security policy allows no inline script.
//
// What there is to fetch stands in the page's head, each with its digest: the JavaScript of the program (`app`), its first
// module (`wasm`), the files of its parts (`part`) with their styles (`style`), and the programmes' packs (`pack`). The
// program asks for parts and packs when they are due (web/src/load.rs); what the address asks for is fetched here at once,
// beside the program itself.
//
// The single file (`cargo xtask build --single-file`) has web/static/inside.js in place of the first part.

// ---- how files come ----

let failures = 0;

/** A file with its digest. After something has failed, what a cache may have kept of it is not asked any more. */
async function get(href, integrity) {
  try {
    const response = await fetch(href, { integrity, cache: failures ? 'reload' : 'default' });
    if (!response.ok) {
      throw new Error(`${href}: ${response.status}`);
    }
    return response;
  } catch (error) {
    failures += 1;
    throw error;
  }
}

const arrived = (element) =>
  new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

/**
 * The JavaScript with its digest: the element checks it, the import takes what the element has loaded. An import by itself
 * would fetch whatever is there and run it, also where the digest of a preload did not fit.
 */
async function loadScript(name) {
  const { href: src, integrity } = document.querySelector(`link[href$="${name}"]`);
  await arrived(Object.assign(document.createElement('script'), { type: 'module', src, integrity }));
  return import(src);
}

/** In a frame that is denied its own origin, files come from another one, which a digest wants to have agreed. */
const loadStyle = (href, integrity) =>
  arrived(Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: '', href, integrity }));

// ---- which, and when ----

const told = (name) => [...document.querySelectorAll(`meta[name="${name}"]`)];
const packs = new Map(told('pack').map(({ content, dataset }) => [content, dataset]));

/** What was asked for before the program did, by its name; it is given out once. */
const early = new Map();
const taken = (name, load) => {
  const promise = early.get(name) ?? load();
  early.delete(name);
  return promise;
};

const ofPart = (part) => told('part').filter(({ content }) => content.split(' ').includes(part));

/** The files of a part of the program, each as its name and what fetches it: those first that other parts need, too. */
const files = (part) => {
  const sheets = told('style').filter(({ content }) => content === part);
  const styled = Promise.all(sheets.map(({ dataset: { href, integrity } }) => loadStyle(href, integrity)));
  const withStyles = async (file) => (await Promise.all([file, styled]))[0];
  return ofPart(part).map(({ dataset: { href, integrity } }) => [
    href,
    () => withStyles(taken(href, () => get(href, integrity))),
  ]);
};

async function pack(id) {
  const { href, integrity } = packs.get(id);
  return new Uint8Array(await (await get(href, integrity)).arrayBuffer());
}

// Safari has no requestIdleCallback.
const idle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 200));

// What the program asks of its loader (web/src/browser/loader.rs).
globalThis.hojo = {
  pack: (id) => taken(id, () => pack(id)),
  whenIdle: (run) => idle(run, { timeout: 2000 }),
};

const [chosen] = location.hash.slice(1).split('/');
const begin = (name, loading) => {
  // Whoever takes it hears of the failure.
  loading.catch(() => {});
  early.set(name, loading);
};

// What the page says before the program is there, is seen before; a page in the background paints nothing.
const painted = new Promise((done) => {
  new PerformanceObserver(done).observe({ type: 'paint', buffered: true });
  setTimeout(done, 500);
});

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
  const [{ dataset: { href, integrity } }] = told('wasm');
  const [{ dataset: { script } }] = told('app');
  const wasm = get(href, integrity);
  if (packs.has(chosen)) {
    begin(chosen, pack(chosen));
    ofPart('answers').forEach(({ dataset: { href, integrity } }) => begin(href, get(href, integrity)));
  }
  const { default: run } = await loadScript(script);
  await run({ module_or_path: wasm, files });
} catch (error) {
  // Then the sentence after it is seen (web/styles/main.css).
  document.getElementById('loading')?.remove();
  throw error;
}
