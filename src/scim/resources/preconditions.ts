import { stale } from '../../common/errors.js';
import { ifMatchAllows } from '../protocol/version.js';

/** Throws `stale` (412) where `If-Match` names another version than the current one (RFC 7644 §3.14). */
export function requireVersion(ifMatch: string | undefined, version: number): void {
  if (ifMatchAllows(ifMatch, version)) return;
  throw stale('The resource has changed since the version in If-Match. Read it again and repeat the change.');
}
