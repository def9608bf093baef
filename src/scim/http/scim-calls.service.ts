import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../../auth/principal.js';
import {
  ProvisioningActivity,
  type CredentialTest,
} from '../../provisioning/provisioning-activity.service.js';
import { memberNamed } from '../protocol/value.js';
import type { Caller } from '../resources/failure-log.js';

const USERS = /^\/scim\/v2\/users\/?$/i;

type Call = Pick<FastifyRequest, 'method' | 'url' | 'query'> & AuthenticatedRequest;

/** Keeps in mind who called SCIM last, and how the last test of an account's credentials ended. */
@Injectable()
export class ScimCalls {
  constructor(private readonly activity: ProvisioningActivity) {}

  /** A request that was carried out is about to be answered. */
  answered(call: Call, status: number): void {
    if (call.user?.kind !== 'user') return;
    const { accountId, userName: actor } = call.user;
    this.activity.noteCall(accountId);
    if (isCredentialTest(call)) {
      this.activity.noteTest(accountId, { actor, status, detail: null, code: null });
    }
  }

  /** A request of `callers`, proven or named by a login name that failed, is about to be refused. */
  refused(call: Call, callers: readonly Caller[], refusal: Omit<CredentialTest, 'actor'>): void {
    const { user } = call;
    // A session token is no credential for SCIM.
    if (user?.kind === 'user' && user.credential !== 'session') this.activity.noteCall(user.accountId);
    if (!isCredentialTest(call)) return;
    for (const { accountId, actor } of callers) this.activity.noteTest(accountId, { actor, ...refusal });
  }
}

/** Okta tests with `GET /Users?startIndex=1&count=2`, others with `count=1`. */
function isCredentialTest({ method, url, query }: Call): boolean {
  if (method !== 'GET' || !USERS.test(url.split('?', 1)[0] ?? '')) return false;
  const count = memberNamed(query as Record<string, unknown>, 'count');
  return count === '1' || count === '2';
}
