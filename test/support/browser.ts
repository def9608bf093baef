import { chromium, type Browser, type Page } from 'playwright-core';
import { findTool } from './tools.js';

/** Path of Chromium; undefined if browser tests are skipped. */
export const CHROMIUM = findTool('chromium');

/** Things that a page must not do. */
export interface WatchedPage {
  page: Page;
  /** Errors and warnings on the console, violations of the content security policy among them. */
  complaints: string[];
  /** Requests to anywhere but `origin`. */
  strangers: string[];
}

/** Debian's Chromium, without any requests of its own. */
export function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('no Chromium');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A new page that is watched from the beginning. */
export async function openPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) strangers.push(url.href);
  });
  return { page, complaints, strangers };
}
