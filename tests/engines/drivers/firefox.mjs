// Firefox, through WebDriver BiDi as Puppeteer speaks it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { program } from './program.mjs';
import { saved } from './saved.mjs';

export const name = 'Firefox';

/** What cannot be done here. */
export const cannot = {};

export async function launch() {
  const path = process.env.FIREFOX || '/usr/bin/firefox-esr';
  const executablePath = await program(path, name, 'install it (Debian: `apt install firefox-esr`), or set FIREFOX to its path');
  const downloads = await mkdtemp(join(tmpdir(), 'hojo-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'intl.accept_languages': 'ja',
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
    },
  });

  async function open({ width, height }) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width, height });
    page.on('dialog', (dialog) => dialog.accept());
    let frame = page.mainFrame();
    const element = async (expression) => (await frame.evaluateHandle(expression)).asElement();
    return {
      goto: (address) => page.goto(address),
      // Puppeteer waits in vain for a page to load where only the part behind `#` changes.
      back: () => page.evaluate('history.back()'),
      forward: () => page.evaluate('history.forward()'),
      reload: () => page.reload(),
      run: (expression) => frame.evaluate(expression),
      click: async (expression) => (await element(expression)).click(),
      type: (text) => page.keyboard.type(text),
      press: (key) => page.keyboard.press(key),
      upload: async (expression, file) => (await element(expression)).uploadFile(file),
      download: (act) => saved(downloads, act),
      enter: async (expression) => {
        frame = await (await element(expression)).contentFrame();
      },
      pdf: () => page.pdf({ preferCSSPageSize: true }),
      picture: () => page.screenshot({ fullPage: true }),
      close: () => context.close(),
    };
  }

  async function close() {
    await browser.close();
    await rm(downloads, { recursive: true, force: true });
  }

  return { version: (await browser.version()).split('/').at(-1), open, close };
}
