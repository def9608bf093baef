import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { seal, unsealed } from '../../platform/secrets/sealed.js';
import { SecretsService } from '../../platform/secrets/secrets.service.js';
import { ScimError } from '../protocol/errors.js';
import type { Scalar } from '../../platform/database/sql/columns.js';

/** How long a cursor may be used, in seconds. */
export const CURSOR_TIMEOUT = 3_600;

/** Where in a list the next page begins: after the row with this sort key and id. */
export interface Position {
  key: Scalar;
  id: string;
  count: number;
  total: number;
}

/**
 * Cursors of RFC 9865: sealed, so that nobody can make or read one (sort keys are personal data), of unreserved
 * URL characters only, and good for the very list they were given out for.
 */
@Injectable()
export class Cursors {
  constructor(private readonly secrets: SecretsService) {}

  /**
   * The cursors of one list, which `list` names: account, resource type, filter and sort. To be asked for outside
   * transactions, as the key is read in one of its own. Throws `unavailable` while the database is away.
   */
  async of(list: readonly unknown[]): Promise<ListCursors> {
    const fingerprint = createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22);
    return new ListCursors(await this.secrets.get('cursors'), fingerprint);
  }
}

/** Makes and reads the cursors of one list. */
export class ListCursors {
  constructor(
    private readonly key: Buffer,
    private readonly fingerprint: string,
  ) {}

  seal({ key, id, count, total }: Position): string {
    const content: Sealed = [this.fingerprint, now() + CURSOR_TIMEOUT, key, id, count, total];
    return seal(this.key, JSON.stringify(content));
  }

  /** Throws ScimError `invalidCursor` for what is no cursor of this list, `expiredCursor` for an old one. */
  open(cursor: string): Position {
    const text = unsealed(this.key, cursor);
    if (text === undefined) throw unknownCursor();
    const [print, expires, key, id, count, total] = JSON.parse(text) as Sealed;
    if (print !== this.fingerprint) {
      throw ScimError.invalidCursor(
        'The cursor is for another filter or sort order. Start again with an empty cursor.',
      );
    }
    if (expires < now())
      throw ScimError.expiredCursor('The cursor has expired. Start again with an empty cursor.');
    return { key, id, count, total };
  }
}

type Sealed = [print: string, expires: number, key: Scalar, id: string, count: number, total: number];

function unknownCursor(): ScimError {
  return ScimError.invalidCursor('The cursor is none that this service has given out.');
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
