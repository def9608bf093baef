import type { AccountView } from '../account-views.service.js';
import { AlarmBanner } from '../components/alarm-banner.js';
import { linksOfAccount } from '../overview-links.js';
import { AccountTabs } from '../components/account-tabs.js';
import { Instant } from '../components/instant.js';
import type { ModuleChange, ModuleStatus } from '../../accounts/modules.service.js';
import { Facts, Panel } from '../components/panel.js';
import { PausedAccount } from '../components/pause.js';
import { ScimBadge } from '../components/scim-badge.js';
import { FailuresToday } from './accounts-page.js';
import { OverviewPage } from './overview-page.js';

/** What support sees of an account: whether provisioning works, what happened, its size and its modules. */
export function AccountPage({ account, overview, alarms, expenses, pause }: AccountView) {
  const { id, slug, counts, createdAt, modules } = account;
  const links = linksOfAccount(id);
  return (
    <>
      <AccountTabs id={id} />
      <AlarmBanner alarms={alarms} runs={links.runs} isOwn={false} />
      {modules.scim && pause && <PausedAccount {...pause} log={links.log} />}
      <OverviewPage overview={overview} scimEnabled={modules.scim} links={links} />
      <Panel title="About the account">
        <Facts
          facts={[
            { name: 'Slug', value: <code>{slug}</code> },
            { name: 'Id', value: <code>{id}</code> },
            { name: 'Organizations', value: counts.organizations.toLocaleString('en-GB') },
            { name: 'Customer since', value: <Instant at={createdAt} /> },
            { name: 'Failed today', value: <FailuresToday account={account} /> },
          ]}
        />
      </Panel>
      <ScimPanel account={account} />
      <ExpensesPanel id={id} expenses={expenses} />
    </>
  );
}

function ScimPanel({ account: { id, modules, scim } }: Pick<AccountView, 'account'>) {
  return (
    <Panel title="SCIM">
      <SwitchState on={modules.scim} change={scim} />
      <p>
        <a class="button" href={`/accounts/${id}/scim`}>
          Switch SCIM {modules.scim ? 'off' : 'on'}…
        </a>
      </p>
    </Panel>
  );
}

function ExpensesPanel({ id, expenses: { enabled, change } }: { id: string; expenses: ModuleStatus }) {
  return (
    <Panel title="Expenses">
      <SwitchState on={enabled} change={change} />
      <p>
        <a class="button" href={`/accounts/${id}/expenses`}>
          Switch the expenses module {enabled ? 'off' : 'on'}…
        </a>
      </p>
    </Panel>
  );
}

function SwitchState({ on, change }: { on: boolean; change: ModuleChange | null }) {
  const now = { name: 'Now', value: <ScimBadge on={on} /> };
  if (change === null) {
    return <Facts facts={[now, { name: 'Switched', value: <span class="muted">never</span> }]} />;
  }
  return (
    <Facts
      facts={[
        now,
        { name: 'Switched', value: <Instant at={change.changedAt} /> },
        { name: 'By', value: change.changedBy },
        { name: 'Reason', value: change.reason ?? <span class="muted">none given</span> },
      ]}
    />
  );
}
