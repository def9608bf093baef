import { describe, test } from 'vitest';
import { openOutbox } from '../rest/auth/outbox.js';
import { addAccount } from './accounts.js';
import { bootApp } from './app.js';
import { CHROMIUM, openBrowser } from './browser.js';
import { openScreen, SCREENS, type Screen } from './console-browser.js';
import { databaseLanes } from './lanes.js';

/**
 * A test of the console in a browser. One program and one browser serve a file; each test has a page, and an account of
 * its own. A file sets `environment` and `screen` by `override`, and may `extend` this once: each extension that has
 * tests would start a program of its own.
 */
export const browserTest = test
  .extend('environment', { scope: 'file' }, {} as Record<string, string>)
  // Without being asked for: the program keeps its mails in the working directory.
  .extend('outbox', { scope: 'file', auto: true }, async ({}, { onCleanup }) => {
    const outbox = await openOutbox();
    onCleanup(() => outbox.remove());
    return outbox;
  })
  .extend('app', { scope: 'file' }, async ({ environment }, { onCleanup }) => {
    const [lane] = databaseLanes();
    if (lane === undefined) throw new Error('no database lane');
    const app = await bootApp(lane, environment);
    onCleanup(() => app.close());
    return app;
  })
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('screen', 'desktop' as Screen)
  .extend('acme', ({ app }) => addAccount(app))
  .extend('watched', async ({ app, browser, screen }, { onCleanup }) => {
    const watched = await openScreen(browser, app.url, screen);
    onCleanup(() => watched.page.close());
    return watched;
  })
  .extend('page', ({ watched }) => watched.page)
  // Waits until the page shows this first-level heading.
  .extend('heading', ({ page }) => async (name: string | RegExp) => {
    await page.getByRole('heading', { level: 1, name }).waitFor();
  });

/** `browserTest`, or what a file has made of it. */
interface OnScreen {
  override: (fixture: 'screen', screen: Screen) => unknown;
}

/** Runs the same tests on each screen size, where there is a browser. */
export function onEachScreen(it: OnScreen, title: string, define: () => void): void {
  describe.runIf(CHROMIUM).each(Object.keys(SCREENS) as Screen[])(`${title}, on a %s`, (screen) => {
    it.override('screen', screen);
    define();
  });
}
