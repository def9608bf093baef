import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { VerifiedCredentials } from '../auth/verified-credentials.js';
import { PasswordHasher } from '../auth/passwords/password-hasher.js';
import { REGISTRY, serveCounts, serveGauge } from './registry.js';

/** Metrics of password hashing and of the credential cache. */
@Injectable()
export class PasswordMetrics {
  constructor(@Inject(REGISTRY) registry: Registry, hasher: PasswordHasher, verified: VerifiedCredentials) {
    serveGauge(
      registry,
      'declaree_password_hashes_waiting',
      'Password hashes waiting to be computed',
      () => hasher.waiting,
    );
    serveCounts(
      registry,
      {
        name: 'declaree_password_hashes_total',
        help: 'Password hashes computed, and refused with 503 because the queue was full',
        label: 'outcome',
      },
      () => ({ computed: hasher.computed, refused: hasher.refused }),
    );
    serveCounts(
      registry,
      {
        name: 'declaree_credential_cache_lookups_total',
        help: 'Lookups of recently verified passwords; each miss costs one hash per candidate',
        label: 'outcome',
      },
      () => ({ hit: verified.hits, miss: verified.misses }),
    );
  }
}
