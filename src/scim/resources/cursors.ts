import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Scalar } from '../../database/table.js';
import { SecretsService } from '../../secrets/secrets.service.js';
import { ScimError } from '../protocol/errors.js';

/** How long a cursor may be used, in seconds. */
export const CURSOR_TIMEOUT = 3_600;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Where in a list the next page begins: behind the row with this sort key and id. */
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
    const text = JSON.stringify([this.fingerprint, now() + CURSOR_TIMEOUT, key, id, count, total]);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Throws ScimError `invalidCursor` for what is no cursor of this list, `expiredCursor` for an old one. */
  open(cursor: string): Position {
    const [print, expires, key, id, count, total] = this.unseal(cursor);
    if (print !== this.fingerprint) {
      throw ScimError.invalidCursor(
        'The cursor is for another filter or sort order. Start again with an empty cursor.',
      );
    }
    if (expires < now())
      throw ScimError.expiredCursor('The cursor has expired. Start again with an empty cursor.');
    return { key, id, count, total };
  }

  private unseal(cursor: string): Sealed {
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding passes over what is no base64url, and over the last character's spare bits.
    if (bytes.toString('base64url') !== cursor) throw unknownCursor();
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, this.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
      return JSON.parse(Buffer.concat(text).toString('utf8')) as Sealed;
    } catch {
      throw unknownCursor();
    }
  }
}

type Sealed = [print: string, expires: number, key: Scalar, id: string, count: number, total: number];

function unknownCursor(): ScimError {
  return ScimError.invalidCursor('The cursor is none that this service has given out.');
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
