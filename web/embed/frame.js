// What the page needs in an iframe of somebody else's page; it runs before the loader (web/static/boot.js).
//
// It reads what the page around asks for in the fragment of the address, which no server sees: programme, products and
// looks. It hands the products to the program, and it talks with the page around: only after that page has said hello,
// only to the origin that said it, only heights and steps, and the result when the visitor presses the button that names
// that origin. It fetches and stores nothing. Address, messages and codes: docs/adr/0011-in-a-frame.md, docs/embed/codes.md;
// how it talks with the program: web/src/browser/events.rs.

const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const say = (event, detail) => document.dispatchEvent(new CustomEvent(`hojo:${event}`, { detail }));

// ---- The address ----

const MOST = 50;

/** What is wrong, for the page around; docs/embed/codes.md says more of each. */
const WRONG = {
  parameter: 'is unknown',
  value: 'is not as documented',
  programme: 'is missing or unknown',
  json: 'is not JSON',
  type: 'is of another type than documented',
  many: `are more than ${MOST}`,
  key: 'is unknown',
  missing: 'is missing',
  range: 'is no whole number within the limits',
  kind: 'is no kind of cost of this programme',
  option: 'is no option of this kind of cost',
};

const warn = (code, path, value) =>
  console.warn(`kaigo-hojo: [E-${code}] ${path}: ${String(JSON.stringify(value)).slice(0, 60)} ${WRONG[code]}`);

const ANY = /^/;
/** What may stand in the address. */
const ASKED = {
  programme: ANY,
  products: ANY,
  accent: /^[\da-f]{6}$/i,
  theme: /^(light|dark)$/,
  radius: /^(\d|1[0-6])$/,
  density: /^compact$/,
  result: /^(amount|lines)$/,
};

function asked() {
  const here = location.hash.slice(1);
  // After a reload the address holds the programme alone.
  if (!here.includes('=')) {
    return history.state?.kaigoHojo ?? { programme: here };
  }
  const found = {};
  for (const [key, value] of new URLSearchParams(here)) {
    if (Object.hasOwn(ASKED, key) && ASKED[key].test(value)) {
      found[key] = value;
    } else {
      warn(Object.hasOwn(ASKED, key) ? 'value' : 'parameter', key, value);
    }
  }
  return found;
}

// ---- Products ----

// Each says what is wrong with a value, or nothing.
const text = (value) => (typeof value === 'string' ? '' : 'type');
const isWithin = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
const whole = (most) => (value) => (isWithin(value, most) ? '' : typeof value === 'number' ? 'range' : 'type');
const isObject = (value) => value && typeof value === 'object' && !Array.isArray(value);
const months = (value) => fault(value, '', { inYear: whole(12), total: whole(1e9) })?.[0]
  ?? (value.inYear > (value.total ?? 12) ? 'range' : '');

const TAXES = ['excluded', 'included', 'exempt'];
const tax = (value) => (TAXES.includes(value) ? '' : 'type');

/** What a product must hold, and what it may. */
const MUST = { kind: text, unitPriceYen: whole(1e9), tax };
const PRODUCT = { ...MUST, name: text, quantity: whole(1e5), months, options: (value) => (isObject(value) ? '' : 'type') };

/** The first mistake of an object, if it has one: its code, where, and what stands there. */
function fault(value, path, keys) {
  if (!isObject(value)) {
    return ['type', path, value];
  }
  for (const [key, part] of Object.entries(value)) {
    const code = Object.hasOwn(keys, key) ? keys[key](part) : 'key';
    if (code) {
      return [code, `${path}.${key}`, part];
    }
  }
  const missing = Object.keys(keys === PRODUCT ? MUST : { inYear: 1 }).find((key) => !Object.hasOwn(value, key));
  return missing && ['missing', `${path}.${missing}`];
}

/** The products of the address, if nothing is wrong with them. */
function products(json) {
  let list;
  try {
    list = JSON.parse(json);
  } catch {
    return warn('json', 'products', json);
  }
  const isList = Array.isArray(list);
  if (!isList || list.length > MOST) {
    return warn(isList ? 'many' : 'type', 'products', isList ? list.length : list);
  }
  for (const [at, product] of list.entries()) {
    const wrong = fault(product, `products[${at}]`, PRODUCT);
    if (wrong) {
      return warn(...wrong);
    }
  }
  return list;
}

/** Hands the products to the program once it has the programme. All of them are taken, or none. */
function prefill(programme, list) {
  document.addEventListener('hojo:prefilled', ({ detail: { path } }) => {
    if (path) {
      warn(path.endsWith('.kind') ? 'kind' : 'option', path.replace('items', 'products').replace('answers', 'options'));
    }
  });
  document.addEventListener('hojo:opened', ({ detail }) => {
    if (detail.programme === programme) {
      const values = list.map(({ kind, name, unitPriceYen, quantity, tax, months, options }) => [
        kind, name, unitPriceYen, quantity ?? 1, tax, months?.inYear, months?.total, Object.entries(options ?? {}),
      ]);
      say('prefill', { programme, products: values });
    }
  }, { once: true });
}

// ---- Looks ----

const bytes = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const colour = (rgb) => `rgb(${rgb.join(' ')})`;
const mix = (from, to, share) => from.map((part, at) => Math.round(part + (to[at] - part) * share));

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The accent in its hue, as dark or as light as it must be to be read on the quiet ground, the least favourable one. */
function paint(accent) {
  const style = getComputedStyle(root);
  const ground = (name) => bytes(style.getPropertyValue(name).trim());
  const [plain, quiet, ink] = ['--ground', '--quiet', '--ink'].map(ground);
  const end = luminance(ink) > luminance(plain) ? [255, 255, 255] : [0, 0, 0];
  let key = accent;
  for (let share = 0.02; contrast(key, quiet) < 4.5; share += 0.02) {
    key = mix(accent, end, share);
  }
  const set = (name, rgb) => root.style.setProperty(`--key${name}`, colour(rgb));
  set('', key);
  set('-over', mix(key, end, 0.25));
  set('-ink', plain);
  set('-quiet', mix(plain, key, 0.1));
}

function dress({ accent, theme, radius, density }) {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  for (const { media } of rules.filter((rule) => rule.media)) {
    // A frame is one column, whatever its size: its height follows its content.
    if (/width|height/.test(media.mediaText)) {
      media.mediaText = 'not all';
    } else if (theme && media.mediaText.includes('color-scheme')) {
      media.mediaText = theme === 'dark' ? 'all' : 'not all';
    }
  }
  if (theme) {
    root.style.colorScheme = theme;
  }
  if (accent) {
    const paintIt = () => paint(bytes(`#${accent}`));
    paintIt();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paintIt);
  }
  if (radius) {
    root.style.setProperty('--radius', `${radius}px`);
  }
  root.toggleAttribute('data-compact', density === 'compact');
}

/** The hosts of the frame and of every page around it; a sign that is no host where one is not known. */
function hosts() {
  const around = location.ancestorOrigins ?? (parent === window ? [] : [parent === top ? document.referrer : '']);
  return [location.origin, ...around].map((address) => {
    try {
      return new URL(address).hostname || '?';
    } catch {
      return '?';
    }
  });
}

// ---- The page around ----

/** The origin that has said hello. */
let host;
const told = {};

function tell(type, more) {
  parent.postMessage({ kaigoHojo: 1, type, ...more }, host);
}

/** Tells what is new since it was told last; the program is not worth a word before it can be used. */
function report(type, more) {
  const now = JSON.stringify(more ?? '');
  if (host && root.hasAttribute('data-ready') && told[type] !== now) {
    told[type] = now;
    tell(type, more);
  }
}

const reportHeight = () => report('height', { height: Math.ceil(document.body.getBoundingClientRect().height) });

function step() {
  if (!document.querySelector('[data-screen="answers"]')) {
    return 'start';
  }
  return document.querySelector('.summary .complete') ? 'decided' : 'answers';
}

function reportAll() {
  report('ready');
  const now = step();
  report('step', { step: now });
  // From then on whenever another one has been drawn; between two of them it means nothing.
  if (!told.height) {
    reportHeight();
  }
  byId('hand-over').hidden = byId('unless').hidden = !host || !setting.result || now === 'start';
}

let waiting;
/** Once the program has drawn all that it is about to draw. */
function reportSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(reportAll);
}

/**
 * Whether an element is in plain sight, where the browser can tell: a page around that lays the frame unseen under the
 * pointer would get the press of a button that nobody has read.
 */
function isInSight(element) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isVisible }) => isVisible ?? true) && resolve(true),
      { trackVisibility: true, delay: 100 },
    );
    observer.observe(element);
    setTimeout(() => {
      observer.disconnect();
      resolve(false);
    }, 1000);
  });
}

function listen() {
  const [button, done] = byId('hand-over').children;
  addEventListener('message', ({ source, origin, data }) => {
    const isHello = data?.kaigoHojo === 1 && data.type === 'hello';
    if (!isHello || source !== parent || parent === window || origin === 'null') {
      return;
    }
    host = origin;
    for (const type of Object.keys(told)) {
      delete told[type];
    }
    root.dataset.host = '';
    button.textContent = `この試算額${setting.result === 'lines' ? 'と明細' : ''}を ${host} に渡す`;
    reportSoon();
  });
  new ResizeObserver(() => told.ready && reportHeight()).observe(document.body);
  const changes = new MutationObserver(reportSoon);
  changes.observe(root, { attributeFilter: ['data-ready'] });
  changes.observe(byId('app'), { childList: true, subtree: true });

  let draft;
  let result;
  document.addEventListener('hojo:draft', ({ detail }) => {
    draft = detail.bytes;
  });
  document.addEventListener('hojo:result', ({ detail }) => {
    result = detail;
  });
  button.addEventListener('click', async () => {
    if (!(await isInSight(button))) {
      done.textContent = 'ボタンが隠れています。すべて見えるようにして、もう一度押してください。';
      return;
    }
    say('ask');
    const { asOf, status, yen, min, max, tight, lines } = result;
    const message = { programme: location.hash.slice(1), edition: { asOf, status }, amount: { min, max, tight } };
    if (min === null) {
      Object.assign(message, { amount: null, notComputable: true });
    } else if (yen !== null) {
      message.amount = { yen };
    }
    if (setting.result === 'lines') {
      message.lines = [];
      while (lines.length > 0) {
        const [name, kind, unitPriceYen, tax, quantity, countedYen] = lines.splice(0, 6);
        message.lines.push({ name, kind, unitPriceYen, tax, quantity, countedYen });
      }
    }
    tell('result', message);
    done.textContent = '渡しました。';
  });
  document.addEventListener('input', () => {
    done.textContent = '';
  });

  // The link takes along what is entered: the text of a link as crates/assess/src/link.rs reads it.
  const link = byId('whole');
  const renew = () => {
    say('ask');
    if (draft) {
      const text = btoa(Array.from(draft, (byte) => String.fromCharCode(byte)).join(''));
      const signs = { '+': '-', '/': '_', '=': '' };
      link.href = `../#s=v1.${text.replace(/[+/=]/g, (sign) => signs[sign])}`;
    }
  };
  ['focus', 'pointerdown', 'click'].forEach((event) => link.addEventListener(event, renew));
}

/** Puts the list of kinds beside what opened it: the middle of a tall frame may be far out of sight. */
function placeDialog({ target }) {
  requestAnimationFrame(() => {
    const dialog = document.querySelector('dialog[open]');
    if (dialog && !dialog.contains(target)) {
      const beside = target.getBoundingClientRect().top + scrollY;
      const room = document.body.offsetHeight - dialog.offsetHeight;
      dialog.style.top = `${Math.max(0, Math.min(beside, room))}px`;
      dialog.scrollIntoView({ block: 'nearest' });
    }
  });
}

// ---- The start ----

const setting = asked();
const programme = setting.programme ?? '';
const known = [...document.querySelectorAll('meta[name="pack"]')].map(({ content }) => content);
const isKnown = known.includes(programme);
const keep = (kept) => history.replaceState({ kaigoHojo: kept }, '', `#${encodeURIComponent(kept.programme ?? '')}`);

if (!isKnown) {
  warn('programme', 'programme', programme);
}
root.dataset.embed = hosts().join(' ');
keep(setting);
dress(setting);
listen();
const list = isKnown && setting.products && products(setting.products);
if (list?.length > 0) {
  prefill(programme, list);
}
addEventListener('hashchange', () => {
  const chosen = location.hash.slice(1);
  if (history.state?.kaigoHojo) {
    return;
  }
  if (!isKnown && known.includes(chosen)) {
    // The visitor has chosen from the list.
    keep({ ...setting, programme: chosen, products: undefined });
  } else {
    // The page around asks for something else.
    location.reload();
  }
});
// Leaving somebody else's page is not for this page to question.
addEventListener('beforeunload', (event) => event.stopImmediatePropagation());
document.addEventListener('click', placeDialog);
