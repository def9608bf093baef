import { v7 } from 'uuid';

/** A new identifier: UUIDv7, so that ids made later sort later and new rows go to the end of their index. */
export function newId(): string {
  return v7();
}
