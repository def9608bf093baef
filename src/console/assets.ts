import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Asset {
  bytes: Buffer;
  type: string;
  /** A hash of the content, so that browsers can cache the URL forever. */
  version: string;
  url: string;
}

const TYPES = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

export type AssetName = keyof typeof TYPES;

const ASSETS = new Map<string, Asset>(Object.entries(TYPES).map(([name, type]) => [name, load(name, type)]));

export function findAsset(name: string): Asset | undefined {
  return ASSETS.get(name);
}

/** The URL of a file, with its version. */
export function assetUrl(name: AssetName): string {
  return ASSETS.get(name)?.url ?? '';
}

function load(name: string, type: string): Asset {
  const bytes = readFileSync(join(import.meta.dirname, 'static', name));
  const version = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { bytes, type, version, url: `/assets/${name}?v=${version}` };
}
