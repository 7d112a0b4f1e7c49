// The page that makes snippets: reads the form, shows a preview with the loader itself, writes the code to paste.
//
// Nothing is fetched and nothing is stored. What was entered stands in the address (after the `#`, as in the address of the
// frame), so that a reload or a bookmark brings it back.

const SANDBOX = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';
const MOST_PRODUCTS = 50;
const MOST_YEN = 1_000_000_000;
const MOST_UNITS = 100_000;
const PAUSE = 600;

const find = (id) => document.getElementById(id);
const form = find('form');
const field = (name) => form.elements.namedItem(name);
const list = find('products');
const programmes = JSON.parse(find('programmes').textContent);
const loader = find('loader');

// ---- What stands in the fields ----

const chosen = () => programmes.find(({ id }) => id === field('programme').value) ?? programmes[0];

/** A whole number as people type it; nothing where it is none. */
function whole(text, from, to) {
  const plain = text.normalize('NFKC').replace(/[,\s円]/g, '');
  const value = /^\d{1,10}$/.test(plain) ? Number(plain) : NaN;
  return value >= from && value <= to ? value : undefined;
}

/** Shows or takes away what is wrong with a field. */
function mark(input, message, sentence) {
  input.setAttribute('aria-invalid', String(sentence !== ''));
  message.textContent = sentence;
  message.hidden = sentence === '';
  return sentence === '';
}

/** The value of a field that may be empty; what is wrong is said beside it and counts as empty. */
function optional(name, read, sentence) {
  const input = field(name);
  const value = input.value.trim() === '' ? undefined : read(input.value);
  const isFine = mark(input, find(`${name}-error`), input.value.trim() !== '' && value === undefined ? sentence : '');
  return { value, isFine };
}

const colour = (text) => /^#?([0-9a-f]{6})$/i.exec(text.normalize('NFKC').trim())?.[1].toLowerCase();

function address(text) {
  try {
    const url = new URL('.', text);
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The product in a row as the frame takes it, and whether it is in order; nothing for an empty row. */
function productOf(row) {
  const inputs = Object.fromEntries([...row.querySelectorAll('[data-key]')].map((input) => [input.dataset.key, input]));
  const message = row.querySelector('.error');
  const { name, kind, unitPriceYen, tax, quantity } = inputs;
  const price = whole(unitPriceYen.value, 0, MOST_YEN);
  const count = whole(quantity.value, 0, MOST_UNITS);
  quantity.setAttribute('aria-invalid', String(count === undefined));
  const isEmpty = name.value.trim() === '' && unitPriceYen.value.trim() === '';
  let wrong = '';
  if (!isEmpty && price === undefined) {
    wrong = '単価を、10億円までの数字で入力してください（例：250000）。';
  } else if (!isEmpty && count === undefined) {
    wrong = '数量を、10万までの数字で入力してください（例：2）。';
  }
  unitPriceYen.setAttribute('aria-invalid', String(!isEmpty && price === undefined));
  message.textContent = wrong;
  message.hidden = wrong === '';
  if (isEmpty || wrong) {
    return { isFine: wrong === '' };
  }
  const title = name.value.trim();
  return {
    isFine: true,
    row,
    product: { ...(title && { name: title }), kind: kind.value, unitPriceYen: price, tax: tax.value, quantity: count },
  };
}

/** The products of all rows. A row names the rows it belongs to by their places, as the frame counts them: i1, i2, … */
function productsOf(rows) {
  const whole = rows.filter(({ product }) => product);
  return whole.map(({ row, product }) => {
    const to = ticked(row)
      .map((other) => whole.findIndex((one) => one.row === other) + 1)
      .filter((place) => place > 0);
    return to.length > 0 ? { ...product, options: { [chosen().attach.id]: to.map((place) => `i${place}`) } } : product;
  });
}

/** All that the form says. */
function read() {
  const rows = [...list.children].map(productOf);
  const accent = optional('accent', colour, '6桁の16進数で入力してください（例：0a5c36）。');
  const radius = optional('radius', (text) => whole(text, 0, 16), '0から16までの数字で入力してください。');
  const height = optional('height', (text) => whole(text, 100, 20_000), '100から20000までの数字で入力してください。');
  const base = optional('base', address, 'https:// で始まるアドレスを入力してください。');
  return {
    programme: chosen(),
    products: productsOf(rows),
    accent: accent.value,
    theme: field('theme').value,
    radius: radius.value,
    density: field('density').value,
    result: field('result').value,
    height: height.value ?? 720,
    base: base.value ?? here,
    isFine: [...rows, accent, radius, height, base].every(({ isFine }) => isFine),
  };
}

const here = new URL('../', location.href.split('#')[0]).href;

// ---- The code ----

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => SIGNS[sign]);

/** ` name="value"` for each that has a value. */
const attributes = (pairs) =>
  Object.entries(pairs)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');

const look = ({ accent, theme, radius, density, result }) => ({ accent, theme, radius, density, result });

/** What follows the `#` in the frame's address. */
function fragment(given) {
  const parts = { programme: given.programme.id, ...look(given) };
  if (given.products.length > 0) {
    parts.products = JSON.stringify(given.products);
  }
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
}

/** 令和8年度 */
const year = (from) =>
  `${new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric' }).format(new Date(from, 3, 1))}度`;

function codes(given) {
  const { programme, base, height } = given;
  const invitation = `${programme.name}（${year(programme.fiscalYear)}）の補助額を試算する`;
  const frame = `${base}embed/#${fragment({ ...given, result: '' })}`;
  const room = `display:block;min-height:${height}px`;
  const script = `<script${attributes({
    src: base + loader.getAttribute('src').replace('../', ''),
    integrity: loader.integrity,
    crossorigin: 'anonymous',
  })} async></script>`;
  const full = `<a${attributes({ href: `${base}#${programme.id}` })}>${escaped(invitation)}</a>`;
  const json = given.products.map((product) => `    ${JSON.stringify(product).replaceAll('<', '\\u003c')}`).join(',\n');
  const data = json && `\n  <script type="application/json">[\n${json}\n  ]</script>`;
  const linked = fragment(given);
  linked.set('height', height);
  return {
    iframe: `<iframe${attributes({
      src: frame,
      title: `介護テクノロジー補助金の試算（${programme.name}）`,
      width: '100%',
      height,
      loading: 'lazy',
      frameborder: '0',
      sandbox: SANDBOX,
    })}></iframe>`,
    link: `<a data-kaigo-hojo${attributes({ href: `${base}embed/#${linked}`, style: room })}>${escaped(invitation)}</a>\n${script}`,
    element: `<kaigo-hojo-estimate${attributes({
      programme: programme.id,
      label: programme.name,
      ...look(given),
      height,
      style: room,
    })}>${data}\n  ${full}\n</kaigo-hojo-estimate>\n${script}`,
    card: `<p>${full}<br>\n外部の試算ページが開きます。試算であり、交付を約束するものではありません。</p>`,
  };
}

function write(given) {
  for (const [id, text] of Object.entries(codes(given))) {
    find(id).textContent = text;
  }
  const { origin } = new URL(given.base);
  find('csp').textContent = `script-src ${origin}; frame-src ${origin}`;
  const lacking = find('lacking');
  lacking.hidden = given.isFine;
  lacking.textContent = given.isFine ? '' : '誤りのある入力は、コードに入っていません。上の入力を直してください。';
}

// ---- The preview ----

let shown = '';

/** The same element that a vendor's page would have, anew for each change: the frame reads its address once. */
function preview(given) {
  const parts = fragment(given);
  if (shown === String(parts)) {
    return;
  }
  shown = String(parts);
  const element = document.createElement('kaigo-hojo-estimate');
  parts.set('label', '見本');
  parts.forEach((value, name) => element.setAttribute(name, value));
  element.addEventListener('kaigo-hojo:ready', () => {
    // The height comes with it.
    setTimeout(() => {
      find('measured').textContent = `見本（幅${element.offsetWidth}ピクセル）の中身の高さは、約${element.offsetHeight}ピクセルです。`;
    }, PAUSE);
  });
  find('preview').replaceChildren(element);
}

let pause;

function changed() {
  const given = read();
  write(given);
  const kept = fragment(given);
  kept.set('height', given.height);
  history.replaceState(null, '', `#${kept}`);
  find('add').disabled = list.children.length >= MOST_PRODUCTS;
  find('limit').hidden = !find('add').disabled;
  clearTimeout(pause);
  pause = setTimeout(() => preview(given), PAUSE);
}

// ---- The rows ----

const option = (value, text) => new Option(text, value);

/** Puts the programme's kinds into a row; keeps the choice where the programme has it too. */
function fillKinds(row) {
  const select = row.querySelector('[data-key="kind"]');
  const before = select.value;
  const { groups } = chosen();
  select.replaceChildren(
    ...groups.map(({ label, kinds }) => {
      const group = Object.assign(document.createElement('optgroup'), { label });
      group.append(...kinds.map(([id, name]) => option(id, name)));
      return group;
    }),
  );
  if (groups.some(({ kinds }) => kinds.some(([id]) => id === before))) {
    select.value = before;
  }
}

/** The rows that a row is said to belong to. */
const ticked = (row) => [...row.querySelectorAll('.attach:not([hidden]) :checked')].map(({ value }) => find(value));

/** Asks a row of a kind that belongs to others which ones these are. */
function ask(row) {
  const { attach } = chosen();
  const isAsked = attach?.kinds.includes(row.querySelector('[data-key="kind"]').value) ?? false;
  const others = [...list.children].filter((other) => other !== row);
  const place = row.querySelector('.attach');
  place.hidden = !isAsked || others.length === 0;
  place.querySelector('legend').textContent = attach?.label ?? '';
  const ticks = place.querySelector('.ticks');
  const before = ticked(row);
  // Only other rows make other boxes: one that has the focus stays.
  if ([...ticks.querySelectorAll('input')].map(({ value }) => value).join() !== others.map(({ id }) => id).join()) {
    ticks.replaceChildren(
      ...others.map((other) => {
        const label = Object.assign(document.createElement('label'), { className: 'tick' });
        const box = Object.assign(document.createElement('input'), { type: 'checkbox', value: other.id });
        box.checked = before.includes(other);
        label.append(box, '');
        return label;
      }),
    );
  }
  others.forEach((other, at) => {
    const name = other.querySelector('[data-key="name"]').value.trim();
    ticks.children[at].lastChild.textContent = name || other.querySelector('legend').textContent;
  });
}

let rowCount = 0;

function number() {
  [...list.children].forEach((row, at) => {
    row.querySelector('legend').textContent = `製品の行 ${at + 1}`;
    row.querySelector('button').textContent = `行 ${at + 1} を削除`;
    const message = row.querySelector('.error');
    message.id = `product-error-${at + 1}`;
    row.querySelectorAll('input[data-key]').forEach((input) => input.setAttribute('aria-describedby', message.id));
  });
  [...list.children].forEach(ask);
}

function addRow(product) {
  const row = find('product').content.firstElementChild.cloneNode(true);
  rowCount += 1;
  row.id = `row-${rowCount}`;
  fillKinds(row);
  for (const [key, value] of Object.entries(product)) {
    const input = row.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (input) {
      input.value = String(value);
    }
  }
  row.addEventListener('change', () => [...list.children].forEach(ask));
  row.querySelector('button').addEventListener('click', () => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number();
    (next?.querySelector('input') ?? find('add')).focus();
    changed();
  });
  list.append(row);
  number();
  return row;
}

// ---- Copying ----

async function copy(id) {
  const code = find(id);
  const said = find('copied');
  said.textContent = '';
  try {
    await navigator.clipboard.writeText(code.textContent);
    said.textContent = 'コピーしました。';
  } catch {
    code.closest('pre').focus();
    getSelection().selectAllChildren(code);
    said.textContent = '自動ではコピーできませんでした。コードを選択したので、Ctrl + C（Mac は ⌘ + C）でコピーしてください。';
  }
}

// ---- The start ----

/** Brings back what the address says. */
function restore() {
  const given = new URLSearchParams(location.hash.slice(1));
  const newest = programmes.reduce((best, one) => (one.fiscalYear > best.fiscalYear ? one : best));
  field('programme').value = (programmes.find(({ id }) => id === given.get('programme')) ?? newest).id;
  for (const name of ['accent', 'theme', 'radius', 'density', 'result', 'height']) {
    if (given.has(name)) {
      field(name).value = given.get(name);
    }
  }
  try {
    const products = JSON.parse(given.get('products') ?? '[]');
    const rows = products.slice(0, MOST_PRODUCTS).map(addRow);
    products.slice(0, MOST_PRODUCTS).forEach(({ options }, at) => {
      const to = Object.values(options ?? {}).flat().map((id) => rows[Number(String(id).slice(1)) - 1]?.id);
      rows[at].querySelectorAll('.attach input').forEach((box) => {
        box.checked = to.includes(box.value);
      });
    });
  } catch {
    // An address that somebody cut: the form starts empty.
    list.replaceChildren();
  }
}

field('programme').append(...programmes.map(({ id, name, fiscalYear }) => option(id, `${name}（${year(fiscalYear)}）`)));
field('programme').addEventListener('change', () => [...list.children].forEach(fillKinds));
field('base').value = here;
find('sri').textContent = loader.integrity;
find('add').addEventListener('click', () => {
  addRow({}).querySelector('input').focus();
  changed();
});
document.addEventListener('click', ({ target }) => {
  if (target.dataset?.copy) {
    copy(target.dataset.copy);
  }
});
form.addEventListener('input', changed);
form.addEventListener('change', changed);
form.addEventListener('submit', (event) => event.preventDefault());
restore();
changed();
