import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedRequest, Provisioner } from '../../auth/principal.js';
import { concernedCaller } from '../../auth/refusals.js';
import type { ConcernedCaller } from '../../common/errors.js';
import { clientProductOf } from '../../platform/http/client-product.js';
import { pathInScim, pathOf } from '../../platform/http/request-path.js';
import type { ConnectionCall } from '../../provisioning/log/connection-call.js';
import type { CredentialTest } from '../../provisioning/log/provider-login.js';
import { ProvisioningActivity } from '../../provisioning/log/provisioning-activity.service.js';
import { memberNamed, type ScimObject } from '../protocol/value.js';
import { isOfCaller } from '../resources/failure-kind.js';

const USERS = /^\/users\/?$/i;
const OF_A_GUID = /^\s*userName\s+eq\s+"\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?"\s*$/i;

type Call = Pick<FastifyRequest, 'method' | 'url' | 'query' | 'headers' | 'clientProduct'> &
  AuthenticatedRequest;
type Refusal = Pick<CredentialTest, 'status' | 'detail' | 'code'>;

/** Notes SCIM calls, the credentials that identity providers use, and the results of their tests. */
@Injectable()
export class ScimCalls {
  constructor(private readonly activity: ProvisioningActivity) {}

  /** Notes a successful request, before it is answered. */
  answered(call: Call, { status, body }: { status: number; body: ScimObject | undefined }): void {
    if (!call.user || call.user.kind === 'operator') return;
    const caller = concernedCaller(call.user);
    this.accepted(call, call.user, { isCarriedOut: true });
    const test = testIn(call);
    // A user name may happen to be a GUID: then this was a search, not a test.
    if (test === 'list' || (test === 'guid' && body?.['totalResults'] === 0)) {
      this.attempted(call, caller, { status, detail: null, code: null });
    }
  }

  /** Notes a refused request of `callers`: the authenticated user, or those that a failed credential names. */
  refused(call: Call, callers: readonly ConcernedCaller[], refusal: Refusal): void {
    const { status, code } = refusal;
    // A session token cannot be used for SCIM.
    if (call.user?.credential === 'session') return;
    const isThrottled = status === 429;
    const isOfCredential = status === 401 || isOfCaller(code) || (isThrottled && !call.user);
    if (call.user && call.user.kind !== 'operator') {
      if (isOfCredential || isThrottled) this.called(call, call.user);
      else this.accepted(call, call.user, { isCarriedOut: false });
    }
    if (!isOfCredential && testIn(call) === undefined) return;
    for (const caller of callers) this.attempted(call, caller, refusal);
  }

  private accepted(call: Call, by: Provisioner, { isCarriedOut }: { isCarriedOut: boolean }): void {
    const use = { ...useOf(call, concernedCaller(by)), isCarriedOut };
    this.activity.noteAccepted(by.accountId, use, connectionOf(by));
  }

  private called(call: Call, by: Provisioner): void {
    const { keyId, client } = useOf(call, concernedCaller(by));
    const connection = connectionOf(by);
    this.activity.noteCall(by.accountId, {
      ...connection,
      keyId: connection.kind === 'user' ? keyId : null,
      client,
    });
  }

  private attempted(call: Call, caller: ConcernedCaller, outcome: Refusal): void {
    const { accountId, isAdmin } = caller;
    this.activity.noteAttempt(accountId, { ...useOf(call, caller), isAdmin, ...outcome });
  }
}

function useOf(call: Call, { actor, userId, keyId }: ConcernedCaller) {
  return { actor, userId, keyId, client: clientProductOf(call) };
}

/** Whose call it is: a user's, with any of its credentials, or an OAuth connection's, as in the journal. */
function connectionOf(by: Provisioner): Pick<ConnectionCall, 'kind' | 'ownerId'> {
  return by.kind === 'user'
    ? { kind: 'user', ownerId: by.userId }
    : { kind: 'connection', ownerId: by.connectionId };
}

/** Recognizes a test of the connection: Okta's short list (`count` 2), Google's (1), or Entra's search for a GUID. */
function testIn({ method, url, query }: Call): 'list' | 'guid' | undefined {
  if (method !== 'GET' || !USERS.test(pathInScim(pathOf({ url })) ?? '')) return undefined;
  const parameters = query as Record<string, unknown>;
  const filter = memberNamed(parameters, 'filter') ?? '';
  const count = memberNamed(parameters, 'count');
  if (filter === '') return count === '1' || count === '2' ? 'list' : undefined;
  return typeof filter === 'string' && OF_A_GUID.test(filter) ? 'guid' : undefined;
}
