// The page in a frame, for its tests: two sites, addresses with products, the frame by itself and in a page of the host
// that follows its height and keeps what it hears. Not a test itself.

import { ready } from './harness.mjs';
import { frameOf, MARK, sites } from './sites.mjs';

/** The programme where a test names none. */
export const PROGRAMME = 'saitama-ict-r5';

/** The lines of a case as a vendor's products. */
export const productsOf = ({ items }) =>
  items.map(({ id, answers, ...product }) => (answers ? { ...product, options: answers } : product));

/** A product. */
export const TABLET = { name: 'タブレット', kind: 'portable-terminal', unitPriceYen: 60_000, tax: 'excluded', quantity: 5 };

/** What the frame said to the vendor. */
export const warnings = (problems) => problems.filter((line) => line.includes('kaigo-hojo:'));

/** What a host page does that follows the height, says hello and keeps all it hears; `window.heard`. */
export const LISTEN = `
  window.heard = [];
  const iframe = document.querySelector('iframe');
  window.hello = (to = new URL(iframe.src).origin) => iframe.contentWindow.postMessage({ kaigoHojo: 1, type: 'hello' }, to);
  addEventListener('message', ({ data, origin }) => {
    if (data === '${MARK}') return;
    window.heard.push({ ...data, origin });
    if (data.type === 'height' && window.follows !== false) {
      iframe.style.height = data.height + 'px';
    }
  });
  iframe.addEventListener('load', () => { if (window.silent !== true) window.hello(); });
`;

/** Both sites and the ways to the frame; to be closed. */
export async function framed(options) {
  const both = await sites(options);

  /** The address of the frame; objects become JSON. */
  function address(asked = {}) {
    const all = Object.entries({ programme: PROGRAMME, ...asked }).filter(([, value]) => value !== undefined);
    const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
    return `${both.tool}embed/#${all.map(([key, value]) => `${key}=${encodeURIComponent(text(value))}`).join('&')}`;
  }

  /** The frame by itself, ready. */
  async function open(asked, options = {}) {
    const visit = await both.visit({ viewport: { width: 640, height: 720 }, ...options });
    await visit.page.goto(address(asked));
    await ready(visit.page);
    return visit;
  }

  /** The frame in a page of the other site, ready. */
  async function embed(asked, { before = '', html = '', hello = true, prepare = () => {}, ...options } = {}) {
    const src = address(asked).replaceAll('&', '&amp;');
    const script = hello ? `<script>${LISTEN}</script>` : '';
    const host = both.put('/shop.html', `${before}<iframe src="${src}" title="補助金の試算" width="100%" height="720"></iframe>${html}${script}`);
    const visit = await both.visit({ viewport: { width: 800, height: 900 }, ...options });
    await prepare(visit.page);
    await visit.page.goto(host);
    const frame = await frameOf(visit.page);
    await ready(frame);
    if (hello) {
      await visit.page.waitForFunction(() => window.heard.some(({ type }) => type === 'step'));
    }
    const heard = (wanted) =>
      visit.page.evaluate((wanted) => window.heard.filter(({ type }) => !wanted || type === wanted), wanted);
    return { ...visit, frame, heard };
  }

  return { ...both, address, open, embed };
}
