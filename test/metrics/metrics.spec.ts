import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Registry } from 'prom-client';
import { ModulesService } from '../../src/accounts/modules.service.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { all, equal } from '../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { LastCalls } from '../../src/metrics/last-calls.service.js';
import { ProvisioningFailures } from '../../src/metrics/provisioning-failures.js';
import { ApiKey } from '../../src/auth/api-key.entity.js';
import { newId } from '../../src/common/identifier.js';
import { Alarm } from '../../src/provisioning/alarms/alarm.entity.js';
import { BackgroundWorkMetrics } from '../../src/metrics/background-work-metrics.service.js';
import { CatalogueSecretMetrics } from '../../src/metrics/catalogue-secret-metrics.service.js';
import { OpenAlarmMetrics } from '../../src/metrics/open-alarm-metrics.service.js';
import { ApprovalStep } from '../../src/expenses/approval-step.entity.js';
import { WaitingReportMetrics } from '../../src/metrics/waiting-report-metrics.service.js';
import { ExpenseAccount } from '../expenses/expense-account.js';
import { addCatalogueClient } from '../oauth/oauth.js';
import { servedRoutes } from '../rest/openapi/served-routes.js';
import { addAccount, makeApiKey } from '../support/accounts.js';
import { TESTER } from '../support/authors.js';
import { bootApp, type TestApp } from '../support/app.js';
import { freePort } from '../support/free-port.js';
import { databaseLanes, type DatabaseLane } from '../support/lanes.js';
import { basic, ENTRA, OKTA, ScimClient } from '../support/scim-client.js';

const [sqlite] = databaseLanes() as [DatabaseLane];

const metricsOf = async ({ url }: TestApp): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** Has what was noted of calls written, and read for the metrics. */
async function refreshLastCalls(app: TestApp): Promise<void> {
  await app.get(LateWrites).flush();
  await app.get(LastCalls).refresh();
}

/** A condition on a label of a metric in a query. */
interface Selector {
  name: string;
  label: string;
  isPositive: boolean;
  value: string;
}

/** The conditions in the queries of a text, but on the labels that Prometheus adds. */
function selectorsOf(text: string): Selector[] {
  return [...text.matchAll(/\b(declaree_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', conditions = '']) =>
    [...conditions.matchAll(/(\w+)(=~|!~|=|!=)"([^"]*)"/g)].flatMap(([, label = '', how = '', value = '']) =>
      label === 'instance' ? [] : [{ name, label, isPositive: how.startsWith('='), value }],
    ),
  );
}

const hasLabel = (metrics: string, name: string, label: string) =>
  new RegExp(`^${name}\\{(?:.*,)?${label}=`, 'm').test(metrics);

async function withApp(
  environment: Record<string, string>,
  work: (app: TestApp) => Promise<void>,
): Promise<void> {
  const app = await bootApp(sqlite, environment);
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

describe('metrics', () => {
  it('count requests by route and status, and never by path', async () => {
    await withApp({}, async ({ url }) => {
      await fetch(`${url}/SCIM/v2/Users/somebody-in-particular`);
      const response = await fetch(`${url}/metrics`);
      const text = await response.text();
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(text).toMatch(
        /declaree_http_request_duration_seconds_count\{method="GET",route="\/SCIM\/v2\/Users\/:id",status="401"\} 1/,
      );
      expect(text).toContain('process_cpu_seconds_total');
      expect(text).not.toContain('somebody-in-particular');
    });
  });

  it('are only served on METRICS_PORT if that is set', async () => {
    const port = await freePort();
    await withApp({ METRICS_PORT: String(port) }, async ({ url }) => {
      expect((await fetch(`${url}/metrics`)).status).toBe(404);
      const response = await fetch(`http://127.0.0.1:${port}/metrics`);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('process_cpu_seconds_total');
      expect((await fetch(`http://127.0.0.1:${port}/SCIM/v2/Users`)).status).toBe(404);
    });
  });

  it('show queues, connections in use and cached credentials', async () => {
    await withApp({}, async (app) => {
      const { scim } = await addAccount(app);
      for (let request = 0; request < 3; request++) await scim.get('/ServiceProviderConfig');
      const text = await metricsOf(app);
      expect(text).toContain('declaree_database_connections_in_use 0\n');
      expect(text).toContain('declaree_database_connections_waiting 0\n');
      expect(text).toContain('declaree_password_hashes_waiting 0\n');
      expect(text).toContain('declaree_password_hashes_total{outcome="refused"} 0\n');
      expect(text).toContain('declaree_credential_cache_lookups_total{outcome="hit"} 2\n');
      expect(text).toContain('declaree_credential_cache_lookups_total{outcome="miss"} 1\n');
      expect(text).toContain('declaree_account_requests_refused_total{reason="rate"} 0\n');
    });
  });

  it('count the refused requests of an account', async () => {
    await withApp({ RATE_LIMIT_PER_ACCOUNT: '1' }, async (app) => {
      const { scim } = await addAccount(app);
      for (let request = 0; request < 65; request++) await scim.get('/ServiceProviderConfig');
      const refused = /refused_total\{reason="rate"\} (\d+)/.exec(await metricsOf(app))?.[1];
      expect(Number(refused)).toBeGreaterThan(0);
    });
  });

  it('count provisioning failures by account, for at most a hundred accounts', async () => {
    await withApp({}, async (app) => {
      const { slug, scim } = await addAccount(app);
      await scim.get('/Users/nobody');
      await scim.post('/Users', {});
      await scim.get('/Users');
      await fetch(`${app.url}/SCIM/v2/Users`);
      await fetch(`${app.url}/api/v1/users`);
      const failures = (await metricsOf(app)).match(/^declaree_provisioning_failures_total\{.*$/gm);
      expect(failures?.toSorted()).toEqual([
        'declaree_provisioning_failures_total{account="(none)",status="401"} 1',
        `declaree_provisioning_failures_total{account="${slug}",status="400"} 1`,
        `declaree_provisioning_failures_total{account="${slug}",status="404"} 1`,
      ]);
    });
  });

  it('know the account of a wrong password, and of a key that has expired, by the login', async () => {
    await withApp({}, async (app) => {
      const { id, slug, admin, scim } = await addAccount(app);
      const other = await addAccount(app);
      const key = await makeApiKey(app, scim.authorization);
      await app
        .get(UnitOfWork)
        .write(id, (tx) =>
          tx.update(ApiKey, { expiresAt: '2026-01-01T00:00:00.000Z' }, equal('userId', admin.id)),
        );
      for (const authorization of [
        basic(admin.userName, 'wrong'),
        basic(`${slug}/${admin.userName}`, 'wrong'),
        `Bearer ${key}`,
        basic('nobody', 'wrong'),
        basic(`${other.slug}/nobody`, 'wrong'),
      ]) {
        expect((await new ScimClient(scim.baseUrl, authorization).get('/Users')).status).toBe(401);
      }
      const failures = (await metricsOf(app)).match(/^declaree_provisioning_failures_total\{.*$/gm);
      expect(failures?.toSorted()).toEqual([
        'declaree_provisioning_failures_total{account="(none)",status="401"} 2',
        `declaree_provisioning_failures_total{account="${slug}",status="401"} 3`,
      ]);
    });
  });

  it('limit the number of accounts with their own series', async () => {
    const registry = new Registry();
    const failures = new ProvisioningFailures(registry);
    const failed = (accountSlug: string) =>
      failures.observe({ routeOptions: { url: '/SCIM/v2/Users' }, user: { accountSlug } }, 404);
    for (let number = 0; number < 1_000; number++) failed(`account-${number}`);
    const text = await registry.metrics();
    expect(text.match(/^declaree_provisioning_failures_total\{/gm)).toHaveLength(101);
    expect(text).toContain('{account="(others)",status="404"} 900');
  });

  it('raise an alert where a provider is silent, after as long as it may be', () => {
    const alerts = readFileSync('docs/operations/alerts.yaml', 'utf8');
    const expressions = [...alerts.matchAll(/DeclareeProvisioningSilent\n +expr: (.*)\n/g)];
    const parts = expressions.map(([, expression = '']) =>
      /^time\(\) - max by \(account\) \(max_over_time\(declaree_provisioning_last_call_timestamp_seconds\{(.*)\}\[15m\]\)\) > (\d+) \* 86400$/
        .exec(expression)
        ?.slice(1),
    );
    expect(parts).toEqual([
      ['provider="entra"', '2'],
      ['provider!="entra"', '30'],
    ]);
  });

  it('raise the alert on failing provisioning for one account, by failures of which its events tell', () => {
    const alerts = readFileSync('docs/operations/alerts.yaml', 'utf8');
    const [, account = '', status = ''] =
      /declaree_provisioning_failures_total\{account!~"([^"]*)",status!~"([^"]*)"\}/.exec(alerts) ?? [];
    // Prometheus patterns match the whole value.
    const left = (pattern: string, values: string[]) =>
      values.filter((value) => !new RegExp(`^(?:${pattern})$`).test(value));
    expect(left(account, ['(none)', '(others)', 'none', 'acme'])).toEqual(['none', 'acme']);
    expect(left(status, ['401', '404', '409', '499', '503'])).toEqual(['401', '409', '503']);
  });

  it('raise an alert if one account’s logins are refused', () => {
    const alerts = readFileSync('docs/operations/alerts.yaml', 'utf8');
    const [, expression = ''] = /DeclareeProvisioningLockedOut\n +expr: (.*)\n/.exec(alerts) ?? [];
    expect(expression).toMatch(
      /^sum by \(account\) \(increase\(declaree_provisioning_failures_total\{account!~"[^"]+",status="401"\}\[2h\]\)\) >= 3$/,
    );
  });

  it.each(['grafana-dashboard.json', 'alerts.yaml'])(
    'have every name, label and route that %s asks for',
    async (file) => {
      await withApp({}, async (app) => {
        await fetch(`${app.url}/SCIM/v2/Users`);
        const { id, scim } = await addAccount(app);
        await scim.get('/Users');
        await refreshLastCalls(app);
        const alarm = { id: newId(), kind: 'silence', at: new Date().toISOString() } as const;
        await app.get(UnitOfWork).write(id, (tx) => tx.insert(Alarm, [alarm]));
        await app.get(OpenAlarmMetrics).refresh();
        await app.get(BackgroundWorkMetrics).refresh();
        const expenses = await ExpenseAccount.create(app);
        await expenses.submitted(await expenses.person('mira'));
        await app
          .get(UnitOfWork)
          .write(expenses.account.id, (tx) => tx.update(ApprovalStep, { waitingFor: 'reroute' }, all()));
        await app.get(WaitingReportMetrics).refresh();
        await addCatalogueClient(app);
        await app.get(CatalogueSecretMetrics).refresh();
        const metrics = await metricsOf(app);
        const served = new Set(metrics.match(/^(?:declaree|nodejs|process)_\w+/gm));
        const text = readFileSync(`docs/operations/${file}`, 'utf8').replaceAll(String.raw`\"`, '"');
        const asked = text.match(/\b(?:declaree|nodejs|process)_\w+/g);
        expect(asked?.length).toBeGreaterThan(5);
        expect([...new Set(asked)].filter((name) => !served.has(name))).toEqual([]);
        expect(selectorsOf(text).filter(({ name, label }) => !hasLabel(metrics, name, label))).toEqual([]);
        const routes = servedRoutes(app).map((route) => route.slice(route.indexOf(' ') + 1));
        const patterns = selectorsOf(text).filter(({ label, isPositive }) => label === 'route' && isPositive);
        // Prometheus patterns match the whole value.
        const leads = ({ value }: Selector) =>
          routes.some((route) => new RegExp(`^(?:${value})$`, 'i').test(route));
        expect(patterns.filter((selector) => !leads(selector))).toEqual([]);
      });
    },
  );
});

describe.each(databaseLanes())('the metric of the last calls on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const lastCalls = async () =>
    (await metricsOf(app)).match(/^declaree_provisioning_last_call_timestamp_seconds\{.*$/gm)?.toSorted() ??
    [];

  it('tells when accounts with SCIM on were called, and by which provider, at no statement of a request or a scrape', async () => {
    const [okta, entra, silent, off] = [
      await addAccount(app),
      await addAccount(app),
      await addAccount(app),
      await addAccount(app, { scim: false }),
    ];
    const before = Date.now() / 1_000;
    await okta.scim.as(OKTA).get('/Users?startIndex=1&count=2');
    await entra.scim.as(ENTRA).get('/Users?filter=userName eq "4711"');
    expect((await off.scim.get('/Users')).status).toBe(403);
    app.statements.clear();
    expect(await lastCalls()).toEqual([]);
    expect(app.statements.statements).toEqual([]);

    await refreshLastCalls(app);
    const times = new Map(
      (await lastCalls()).map((line) => {
        const [, account, provider, time] = /account="(.*)",provider="(.*)"\} (.*)$/.exec(line) ?? [];
        return [account, { provider, time: Number(time) }];
      }),
    );
    expect(new Set(times.keys())).toEqual(new Set([okta.slug, entra.slug]));
    expect(times.get(silent.slug)).toBeUndefined();
    expect(times.get(okta.slug)?.provider).toBe('okta');
    expect(times.get(entra.slug)?.provider).toBe('entra');
    for (const { time } of times.values()) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(Date.now() / 1_000);
    }
  });

  it('reads all accounts by one statement, and forgets whose module was switched off', async () => {
    const account = await addAccount(app);
    await account.scim.get('/Users');
    await app.get(LateWrites).flush();
    app.statements.clear();
    await app.get(LastCalls).refresh();
    expect(app.statements.statements.filter((sql) => /connection_calls/.test(sql))).toHaveLength(1);
    expect((await lastCalls()).join()).toContain(account.slug);
    await app
      .get(UnitOfWork)
      .write(account.id, (tx) =>
        app.get(ModulesService).switchModule(tx.by(TESTER), 'scim', { enabled: false, reason: 'left' }),
      );
    await app.get(LastCalls).refresh();
    expect((await lastCalls()).join()).not.toContain(account.slug);
  });
});
