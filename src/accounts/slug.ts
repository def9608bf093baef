import { invalidSlug } from './refusals.js';
/** Maximum slug length: one label of a host name. */
const SLUG_LENGTH = 63;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Throws `invalid` unless `slug` is lower-case letters and digits, with single hyphens between them. */
export function checkSlug(slug: string): void {
  if (SLUG.test(slug) && slug.length <= SLUG_LENGTH) return;
  throw invalidSlug(SLUG_LENGTH, slug);
}

/** Derives a slug from a name: removes accents and replaces everything but letters and digits by hyphens. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, SLUG_LENGTH);
  return slug.replaceAll(/^-+|-+$/g, '') || 'account';
}

/** `slug`, then `slug-2`, `slug-3` …, within the maximum length. */
export function* slugCandidates(slug: string): Generator<string, never> {
  yield slug;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    yield slug.slice(0, SLUG_LENGTH - suffix.length).replace(/-+$/, '') + suffix;
  }
}
