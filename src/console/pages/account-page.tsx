import type { AccountOverview } from '../../support/account-overviews.service.js';
import { AccountTabs } from '../components/account-tabs.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { Facts, Panel } from '../components/panel.js';
import { ScimBadge } from '../components/scim-badge.js';
import { FailuresToday } from './accounts-page.js';
import type { FormFields, FormRefusal } from '../form.js';

interface AccountPageProps {
  account: AccountOverview;
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** What support sees of an account: how large it is and what is on, nothing of its own data. */
export function AccountPage({ account, fields, refusal }: AccountPageProps) {
  const { id, slug, counts, createdAt, lastProvisioningActivity } = account;
  return (
    <>
      <AccountTabs id={id} />
      <ScimPanel account={account} fields={fields} refusal={refusal} />
      <Panel title="About the account">
        <Facts
          facts={[
            { name: 'Slug', value: <code>{slug}</code> },
            { name: 'Id', value: <code>{id}</code> },
            { name: 'Users', value: counts.users.toLocaleString('en-GB') },
            { name: 'Groups', value: counts.groups.toLocaleString('en-GB') },
            { name: 'Organizations', value: counts.organizations.toLocaleString('en-GB') },
            { name: 'Customer since', value: <Instant at={createdAt} /> },
            { name: 'Failed today', value: <FailuresToday account={account} /> },
            { name: 'Last SCIM call', value: <Instant at={lastProvisioningActivity} none="none yet" /> },
          ]}
        />
      </Panel>
    </>
  );
}

function ScimPanel({
  account: { id, modules, scim },
  fields,
  refusal,
}: {
  account: AccountOverview;
  fields: FormFields | undefined;
  refusal: FormRefusal | undefined;
}) {
  const to = modules.scim ? 'off' : 'on';
  return (
    <Panel title="SCIM">
      <SwitchState on={modules.scim} change={scim} />
      <p>
        {modules.scim
          ? 'Off, every request of the identity provider is refused from the next one on. No data changes.'
          : "On, the account's administrators can connect their identity provider at once. No data changes."}
      </p>
      <Form
        action={`/accounts/${id}/scim`}
        submit={`Switch SCIM ${to}`}
        tone={modules.scim ? 'danger' : 'primary'}
        fields={fields}
        refusal={refusal}
      >
        <HiddenField name="scim" value={to} />
        <TextField
          name="reason"
          label="Reason"
          hint="For the audit trail, such as a ticket and what the customer asked."
          required
        />
      </Form>
    </Panel>
  );
}

function SwitchState({ on, change }: { on: boolean; change: AccountOverview['scim'] }) {
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
