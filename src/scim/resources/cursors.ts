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

  /** `list` names the list: account, resource type, filter and sort. */
  async seal(list: readonly unknown[], position: Position): Promise<string> {
    const { key, id, count, total } = position;
    const text = JSON.stringify([fingerprint(list), now() + CURSOR_TIMEOUT, key, id, count, total]);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, await this.secret(), nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Throws ScimError `invalidCursor` for what is no cursor of this list, `expiredCursor` for an old one. */
  async open(list: readonly unknown[], cursor: string): Promise<Position> {
    const [print, expires, key, id, count, total] = await this.unseal(cursor);
    if (print !== fingerprint(list)) {
      throw ScimError.invalidCursor(
        'The cursor is for another filter or sort order. Start again with an empty cursor.',
      );
    }
    if (expires < now())
      throw ScimError.expiredCursor('The cursor has expired. Start again with an empty cursor.');
    return { key, id, count, total };
  }

  private async unseal(cursor: string): Promise<Sealed> {
    const bytes = Buffer.from(cursor, 'base64url');
    // Decoding passes over what is no base64url, and over the last character's spare bits.
    if (bytes.toString('base64url') !== cursor) throw unknownCursor();
    try {
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, await this.secret(), nonce, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
      return JSON.parse(Buffer.concat(text).toString('utf8')) as Sealed;
    } catch {
      throw unknownCursor();
    }
  }

  private secret(): Promise<Buffer> {
    return this.secrets.get('cursors');
  }
}

type Sealed = [print: string, expires: number, key: Scalar, id: string, count: number, total: number];

function unknownCursor(): ScimError {
  return ScimError.invalidCursor('The cursor is none that this service has given out.');
}

function fingerprint(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
