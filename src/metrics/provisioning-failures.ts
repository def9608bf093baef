import { isScimPath } from '../platform/http/request-path.js';
import { Counter, type Registry } from 'prom-client';

/** So many accounts are counted by their slugs, the first that fail; further ones are counted together. */
const ACCOUNTS_AT_MOST = 100;

/** Label of the further ones, and of failures before anybody was known. No slug begins with "(". */
const OTHERS = '(others)';
const NOBODY = '(none)';

/** Of a request, what the count wants: its route, and whom a guard has found, or whose credential it has refused. */
interface Asked {
  routeOptions: { url?: string | undefined };
  user?: { accountSlug?: string };
  concerned?: readonly string[];
}

/** Counts SCIM requests that failed by account and status: few enough series, whatever there is of accounts. */
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

  /** Counts a request that has ended, if it is a failure of SCIM: for every account that its refused credential concerns. */
  observe({ routeOptions, user, concerned = [] }: Asked, status: number): void {
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
