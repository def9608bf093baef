import type { ModuleName } from '../../accounts/account-module.entity.js';
import { AccountTabs } from '../components/account-tabs.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import { MODULE_NAMES } from '../module-names.js';

interface SwitchModulePageProps {
  /** The account's id. */
  id: string;
  module: ModuleName;
  to: 'on' | 'off';
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** Asks for a reason before a module is switched, since the customer notices immediately. */
export function SwitchModulePage({ id, module, to, fields, refusal }: SwitchModulePageProps) {
  return (
    <>
      <AccountTabs id={id} />
      <Panel title={to === 'off' ? 'The customer notices immediately' : 'The customer can start immediately'}>
        <p>{EFFECTS[module][to]}</p>
        <Form
          action={`/accounts/${id}/${module}`}
          submit={`Switch ${MODULE_NAMES[module]} ${to}`}
          tone={to === 'off' ? 'danger' : 'primary'}
          cancel={{ href: `/accounts/${id}`, label: `Leave it ${to === 'off' ? 'on' : 'off'}` }}
          fields={fields}
          refusal={refusal}
        >
          <HiddenField name="to" value={to} />
          <TextField
            name="reason"
            label="Reason"
            hint="For the audit trail. For example, a ticket number and what the customer asked for."
            required
          />
        </Form>
      </Panel>
    </>
  );
}

const EFFECTS: Readonly<Record<ModuleName, Readonly<Record<'on' | 'off', string>>>> = {
  scim: {
    off: 'If you switch SCIM off, all further requests from the identity provider are refused: nobody is created, changed or deactivated. No data is changed.',
    on: "Once SCIM is on, the account's administrators can connect their identity provider. No data is changed.",
  },
  expenses: {
    off: 'If you switch the module off, nobody in the account can see, submit or approve expense reports. The reports are kept, and their approvals still follow the directory.',
    on: 'Once the module is on, everybody in the account can write expense reports, and their managers approve them.',
  },
};
