import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { seal, unsealed } from '../../platform/secrets/sealed.js';
import { SecretsService } from '../../platform/secrets/secrets.service.js';
import { ScimError } from '../protocol/errors.js';
import type { Scalar } from '../../platform/database/sql/columns.js';

/** How long a cursor is valid, in seconds. */
export const CURSOR_TIMEOUT = 3_600;

/** Where in a list the next page begins: after the row with this sort key and id. */
export interface Position {
  key: Scalar;
  id: string;
  count: number;
  total: number;
}

/**
 * Cursors of RFC 9865. They are sealed, so that clients can neither forge nor read them (sort keys are personal data),
 * use only unreserved URL characters, and are valid only for the list that they belong to.
 */
@Injectable()
export class Cursors {
  constructor(private readonly secrets: SecretsService) {}

  /**
   * The cursors of one list, which `list` identifies: account, resource type, filter and sort. Must be called outside
   * transactions, since it reads the key in one of its own. Throws `unavailable` if the database cannot be reached.
   */
  async of(list: readonly unknown[]): Promise<ListCursors> {
    const fingerprint = createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22);
    return new ListCursors(await this.secrets.get('cursors'), fingerprint);
  }
}

/** Seals and opens the cursors of one list. */
export class ListCursors {
  constructor(
    private readonly key: Buffer,
    private readonly fingerprint: string,
  ) {}

  seal({ key, id, count, total }: Position): string {
    const content: Sealed = [this.fingerprint, now() + CURSOR_TIMEOUT, key, id, count, total];
    return seal(this.key, JSON.stringify(content));
  }

  /** Throws ScimError `invalidCursor` if it is not a cursor of this list, `expiredCursor` if it has expired. */
  open(cursor: string): Position {
    const text = unsealed(this.key, cursor);
    if (text === undefined) throw unknownCursor();
    const [print, expires, key, id, count, total] = JSON.parse(text) as Sealed;
    if (print !== this.fingerprint) {
      throw ScimError.invalidCursor(
        'The cursor belongs to a different filter or sort order. Start again with an empty cursor.',
      );
    }
    if (expires < now()) throw expiredCursor();
    return { key, id, count, total };
  }
}

type Sealed = [print: string, expires: number, key: Scalar, id: string, count: number, total: number];

export const unknownCursor = () =>
  ScimError.invalidCursor('Unknown cursor. Start again with an empty cursor.');

export const expiredCursor = () =>
  ScimError.expiredCursor('The cursor has expired. Start again with an empty cursor.');

function now(): number {
  return Math.floor(Date.now() / 1000);
}
