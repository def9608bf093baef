import { readFileSync } from 'node:fs';

/** A JSON file under test/fixtures, by its path without the extension. */
export function fixture(path: string): unknown {
  const url = new URL(`../../../fixtures/${path}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}
