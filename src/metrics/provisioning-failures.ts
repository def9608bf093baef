import { isScimPath } from '../platform/http/request-path.js';
import { Counter, type Registry } from 'prom-client';

/** The first accounts that fail have their own series; the others share one. */
const ACCOUNTS_AT_MOST = 100;

/** Labels for the other accounts, and for failures without a known account. No slug starts with "(". */
const OTHERS = '(others)';
const NOBODY = '(none)';

/** The parts of a request to count: its route, its account, or the accounts of its refused credential. */
interface CountedRequest {
  routeOptions: { url?: string | undefined };
  user?: { accountSlug?: string };
  concerned?: readonly string[];
}

/** Counts failed SCIM requests by account and status, with a limited number of series. */
export class ProvisioningFailures {
  private readonly accounts = new Set<string>();
  private readonly failures: Counter<'account' | 'status'>;

  constructor(registry: Registry) {
    this.failures = new Counter({
      name: 'declaree_provisioning_failures_total',
      help: `SCIM requests that failed, by account and status; accounts beyond the first ${ACCOUNTS_AT_MOST} are ${OTHERS}`,
      labelNames: ['account', 'status'],
      registers: [registry],
    });
  }

  /** Counts a finished request if it is a failed SCIM request, once for each account of its refused credential. */
  observe({ routeOptions, user, concerned = [] }: CountedRequest, status: number): void {
    if (status < 400 || !isScimPath(routeOptions.url ?? '')) return;
    const slugs = concerned.length > 0 ? concerned : [user?.accountSlug];
    for (const slug of slugs) this.failures.inc({ account: this.label(slug), status });
  }

  private label(slug: string | undefined): string {
    if (slug === undefined) return NOBODY;
    if (this.accounts.size < ACCOUNTS_AT_MOST) this.accounts.add(slug);
    return this.accounts.has(slug) ? slug : OTHERS;
  }
}
