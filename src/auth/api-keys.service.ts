import { Injectable } from '@nestjs/common';
import { AuditService, type AuditSubject } from '../accounts/audit.service.js';
import { differences } from '../common/changes.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs } from '../platform/database/sql/predicate.js';
import { ApiKeyUses } from './api-key-uses.service.js';
import { ApiKey } from './api-key.entity.js';
import { User } from '../users/user.entity.js';
import type { UserPrincipal } from './principal.js';
import { KEY_PREFIX, newToken, tokenHash } from './tokens.js';
import { expiryInThePast, keyCredential, tooManyKeys, unknownOwnKey } from './refusals.js';

/** The public data of a key: everything except the key itself. */
export type ApiKeyRow = Pick<ApiKey, 'id' | 'name' | 'createdAt' | 'expiresAt' | 'lastUsedAt'>;

export interface NewApiKey {
  name: string;
  /** ISO 8601; without it the key does not expire. */
  expiresAt?: string | null | undefined;
}

export type IssuedApiKey = ApiKeyRow & { key: string };

const COLUMNS = ['id', 'name', 'createdAt', 'expiresAt', 'lastUsedAt'] as const;

/** Maximum number of keys per user. */
const KEYS_AT_MOST = 20;

/** The latest instant that every database can store. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Manages the API keys of one administrator; others cannot see or revoke them. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly uses: ApiKeyUses,
    private readonly audit: AuditService,
  ) {}

  /** The user's keys, newest first. */
  async page(tx: AccountTransaction, userId: string, request: PageRequest): Promise<Page<ApiKeyRow>> {
    const where = equal('userId', userId);
    const items = await tx.select(ApiKey, {
      columns: COLUMNS,
      where,
      orderBy: [{ column: 'id', descending: true }],
      ...windowOf(request),
    });
    return { items: items.map((key) => this.used(key)), total: await tx.count(ApiKey, where) };
  }

  /** Throws `not-found` for a key that is not the user's. */
  async get(tx: AccountTransaction, userId: string, id: string): Promise<ApiKeyRow> {
    const key = await tx.find(ApiKey, { columns: COLUMNS, where: ownKey(userId, id) });
    if (!key) throw unknownOwnKey(id);
    return this.used(key);
  }

  /**
   * Creates a key, which is shown once. Throws `forbidden` (`key-credential`) for a request with an API key: a leaked
   * key could otherwise create others that outlive its revocation. Throws `conflict` (`too-many-keys`), and `invalid`
   * if `expiresAt` is not in the future.
   */
  async create(
    tx: AuthoredTransaction,
    { userId, credential }: Pick<UserPrincipal, 'userId' | 'credential'>,
    wanted: NewApiKey,
  ): Promise<IssuedApiKey> {
    if (credential === 'key') throw keyCredential();
    await ensureRoom(tx, userId);
    return this.issue(tx, userId, wanted);
  }

  /** Like `create`, without the check of the credential. */
  async issue(
    tx: AuthoredTransaction,
    userId: string,
    { name, expiresAt }: NewApiKey,
  ): Promise<IssuedApiKey> {
    const key = newToken(KEY_PREFIX);
    const row = {
      id: newId(),
      name: name.trim(),
      createdAt: new Date().toISOString(),
      expiresAt: expiresAt ? futureInstant(expiresAt) : null,
      lastUsedAt: null,
    };
    await tx.insert(ApiKey, [{ ...row, userId, hash: tokenHash(key) }]);
    const changes = differences({}, { expiresAt: row.expiresAt });
    await this.audit.record(tx, { action: 'key.created', subject: subjectOf(row), changes });
    return { ...row, key };
  }

  /** Revokes a key; takes effect on the next request. Throws `not-found` for a key that is not the user's. */
  async revoke(tx: AuthoredTransaction, userId: string, id: string): Promise<void> {
    const key = await this.get(tx, userId, id);
    const revoked = await tx.delete(ApiKey, ownKey(userId, id));
    if (revoked === 0) throw unknownOwnKey(id);
    await this.audit.record(tx, { action: 'key.revoked', subject: subjectOf(key) });
  }

  private used(key: ApiKeyRow): ApiKeyRow {
    return { ...key, lastUsedAt: this.uses.newest(key.id, key.lastUsedAt) };
  }
}

const subjectOf = ({ id, name }: Pick<ApiKey, 'id' | 'name'>): AuditSubject => ({ type: 'key', id, name });

const ownKey = (userId: string, id: string) => all(idIs(id), equal('userId', userId));

function futureInstant(text: string): string {
  const instant = Date.parse(text);
  if (instant > Date.now() && instant <= LATEST) return new Date(instant).toISOString();
  throw expiryInThePast();
}

/** Locks the user, so that two concurrent requests cannot exceed the limit. */
async function ensureRoom(tx: AccountTransaction, userId: string): Promise<void> {
  await tx.find(User, { columns: ['id'], where: idIs(userId), forUpdate: true });
  if ((await tx.count(ApiKey, equal('userId', userId))) < KEYS_AT_MOST) return;
  throw tooManyKeys(KEYS_AT_MOST);
}
