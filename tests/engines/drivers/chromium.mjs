// Chromium, through Playwright.

import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { program } from './program.mjs';

export const name = 'Chromium';

/** What cannot be done here. */
export const cannot = {};

export async function launch() {
  const path = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath: await program(path, name, 'install it (Debian: `apt install chromium`), or set CHROMIUM to its path'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });

  async function open({ width, height }) {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: { width, height } });
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    let frame = page.mainFrame();
    const element = async (expression) => (await frame.evaluateHandle(expression)).asElement();
    return {
      goto: (address) => page.goto(address),
      back: () => page.goBack(),
      forward: () => page.goForward(),
      reload: () => page.reload(),
      run: (expression) => frame.evaluate(expression),
      click: async (expression) => (await element(expression)).click({ timeout: 5_000 }),
      type: (text) => page.keyboard.type(text),
      press: (key) => page.keyboard.press(key),
      upload: async (expression, path) => (await element(expression)).setInputFiles(path),
      download: async (act) => {
        const [download] = await Promise.all([page.waitForEvent('download'), act()]);
        return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
      },
      enter: async (expression) => {
        frame = await (await element(expression)).contentFrame();
      },
      pdf: () => page.pdf({ preferCSSPageSize: true }),
      picture: () => page.screenshot({ fullPage: true }),
      close: () => context.close(),
    };
  }

  return { version: browser.version(), open, close: () => browser.close() };
}
