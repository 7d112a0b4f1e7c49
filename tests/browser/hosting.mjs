// Pages of the other site that the estimate is pasted into, for their tests: the code of docs/embed/guide.ja.md, a page of
// the host for each visit, the frame in it. Not a test itself.

import { ready } from './harness.mjs';
import { frameOf, sites } from './sites.mjs';
import { snippets } from './snippets.mjs';

/** The programme of the guide's code. */
export const PROGRAMME = 'gunma-caretech-r8';

/** Both sites, the code to paste and the way to a page that has it; to be closed. */
export async function hosting() {
  const both = await sites();
  const code = await snippets(both.tool).catch(async (error) => {
    await both.close();
    throw error;
  });
  let count = 0;

  /** A visit to a page of the host with this body; `steps` run before the page is opened. */
  async function host(body, { headers, options, steps } = {}) {
    count += 1;
    const visit = await both.visit(options);
    await steps?.(visit);
    await visit.page.goto(both.put(`/${count}.html`, body, headers));
    return visit;
  }

  return { ...both, code, host, script: /<script src[^>]*><\/script>/.exec(code.link)[0] };
}

/** The frame at a place once it can be used. */
export async function usable(page, at = 0) {
  const frame = await frameOf(page, at);
  await ready(frame);
  return frame;
}
