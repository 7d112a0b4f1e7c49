// From a change of the height of what is in a frame, drawn, to the page around having heard of it.
// Usage: node tests/bench/height.mjs (after `cargo xtask build`).

import { framed, TABLET } from '../browser/framed.mjs';
import { settled } from '../browser/sites.mjs';

const CHANGES = 20;
const BAR = 100;

const both = await framed();
const { page, frame } = await both.embed({ products: [TABLET] });
await frame.locator('#l1-price').waitFor();
await settled(frame);
const now = () => performance.timeOrigin + performance.now();
await page.evaluate(`globalThis.now = ${now}; addEventListener('message', ({ data }) => { if (data.type === 'height') globalThis.told = now(); });`);
await frame.evaluate(`globalThis.now = ${now}; new ResizeObserver(() => { globalThis.drawn = now(); }).observe(document.body);`);
const lags = [];
for (let change = 0; change < CHANGES; change += 1) {
  await frame.locator('#l1-more > summary').click();
  await settled(frame);
  lags.push((await page.evaluate('told')) - (await frame.evaluate('drawn')));
}
await both.close();
const median = lags.toSorted((a, b) => a - b)[CHANGES >> 1];
console.log(`the height of a frame is told ${median.toFixed(1)} ms after it is drawn (bar: ${BAR})`);
console.log(median <= BAR ? 'all bars met' : 'A BAR IS NOT MET');
process.exitCode = median <= BAR ? 0 : 1;
