import { Inject, Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../config/settings.module.js';
import type { FoundConnection } from './client-directory.js';
import { fetchKeySet } from './fetch-key-set.js';
import { OutboundError } from '../platform/http/public-address.js';

const FETCHED_WITHIN_MS = 3_000;
/** An unknown key causes the set to be fetched again, at most this often. */
const REFETCHED_AFTER_MS = 60_000;
const CACHED_FOR_MS = 3_600_000;
/** After a failure, the set is not fetched again for this long. */
const FAILED_FOR_MS = 10_000;
const SETS_REMEMBERED = 1_000;

/**
 * The keys of assertions, from the client's own set or from its URL. Sets from URLs are cached by connection
 * and version, which each request reads. So after a change of a connection, every replica fetches its set
 * again.
 */
@Injectable()
export class KeySets {
  private readonly remote = new LRUCache<string, JWTVerifyGetKey>({ max: SETS_REMEMBERED });

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'oauthPrivateKeySets'>) {}

  /** Finds the key of an assertion by its header. The function rejects with an Error if there is none. */
  of({ id, rules: { jwks, jwksUrl, version } }: Pick<FoundConnection, 'id' | 'rules'>): JWTVerifyGetKey {
    if (jwks !== null) return createLocalJWKSet(JSON.parse(jwks) as JSONWebKeySet);
    if (jwksUrl === null) return () => Promise.reject(new errors.JWKSNoMatchingKey());
    const key = `${id} ${version}`;
    let set = this.remote.get(key);
    if (!set) {
      set = this.remoteSet(jwksUrl);
      this.remote.set(key, set);
    }
    return set;
  }

  private remoteSet(url: string): JWTVerifyGetKey {
    let failedUntil = 0;
    const set = createRemoteJWKSet(new URL(url), {
      timeoutDuration: FETCHED_WITHIN_MS,
      cooldownDuration: REFETCHED_AFTER_MS,
      cacheMaxAge: CACHED_FOR_MS,
      [customFetch]: async (_, { signal }) => {
        if (Date.now() < failedUntil) throw new OutboundError('the last attempt failed a moment ago');
        try {
          return await fetchKeySet(url, signal, { allowPrivate: this.settings.oauthPrivateKeySets });
        } catch (error) {
          failedUntil = Date.now() + FAILED_FOR_MS;
          throw error;
        }
      },
    });
    return async (header, token) => {
      try {
        return await set(header, token);
      } catch (error) {
        // While the URL does not answer, the keys known so far stay valid.
        const known = set.jwks();
        if (known === undefined || error instanceof errors.JWKSNoMatchingKey) throw error;
        return createLocalJWKSet(known)(header, token);
      }
    };
  }
}
