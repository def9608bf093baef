import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage, type WatchedPage } from './browser.js';

/** The screens that the console is tested on. */
export const SCREENS = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export type Screen = keyof typeof SCREENS;

/** The narrowest phone that a page must fit on. */
const NARROWEST = { width: 360, height: 740 };

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A new page of a screen's size with cookies of its own. */
export async function openScreen(browser: Browser, origin: string, screen: Screen): Promise<WatchedPage> {
  const watched = await openPage(browser, origin);
  await watched.page.setViewportSize(SCREENS[screen]);
  return watched;
}

/** Logs in by the form, and waits for the page after that. */
export async function logInWith(
  page: Page,
  origin: string,
  { userName, password }: { userName: string; password: string },
): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('button', { name: 'Log out' }).first().waitFor();
}

/**
 * Requirements of every page, in light and dark mode: no serious or critical finding of axe, nothing wider than a
 * narrow phone, one first-level heading, and no message on the browser's console.
 */
export async function expectGoodPage({ page, complaints, strangers }: WatchedPage): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page), `axe, ${colorScheme}, ${page.url()}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await page.getByRole('heading', { level: 1 }).count(), `first headings of ${page.url()}`).toBe(1);
  expect(await overflow(page), `pixels too wide, ${page.url()}`).toBe(0);
  expect(complaints).toEqual([]);
  expect(strangers).toEqual([]);
}

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** Evaluated past the content security policy, which lets no page run it. */
async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(await readFile(AXE, 'utf8'));
  const violations: Finding[] = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

async function overflow(page: Page): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize(NARROWEST);
  const pixels: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  if (before) await page.setViewportSize(before);
  return pixels;
}
