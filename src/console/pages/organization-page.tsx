import type { OrganizationRow } from '../../organizations/organizations.service.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Instant } from '../components/instant.js';
import { OrganizationField } from '../components/organization-field.js';
import { Facts, Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

interface OrganizationPageProps {
  organization: OrganizationRow;
  /** The parent organization; null at the top level. */
  parent: { id: string; name: string } | null;
  people: number;
  choices: OrganizationChoices;
  hasExpenses: boolean;
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

/** An organization, and a form to rename or move it. */
export function OrganizationPage(props: OrganizationPageProps) {
  const { organization, parent, people, hasExpenses } = props;
  const { id, createdAt, updatedAt } = organization;
  return (
    <>
      <Panel title="About the organization">
        <Facts
          facts={[
            {
              name: 'People',
              value: <a href={`/people?organization=${id}`}>{people.toLocaleString('en-GB')}</a>,
            },
            {
              name: 'Below',
              value: parent ? (
                <a href={`/organizations/${parent.id}`}>{parent.name}</a>
              ) : (
                <span class="muted">none (top level)</span>
              ),
            },
            { name: 'Id', value: <code>{id}</code> },
            { name: 'Added', value: <Instant at={createdAt} /> },
            { name: 'Last changed', value: <Instant at={updatedAt} /> },
          ]}
        />
        <p>
          An identity provider can assign people to this organization by its name or by its id, which never
          changes.
        </p>
      </Panel>
      {hasExpenses && <Expenses id={id} />}
      <Change {...props} />
    </>
  );
}

function Expenses({ id }: { id: string }) {
  return (
    <Panel title="Expenses">
      <p>
        <a href={`/organizations/${id}/approval-policy`}>Who approves its expense reports</a>
      </p>
    </Panel>
  );
}

function Change({ organization, parent, choices, fields, refusal }: OrganizationPageProps) {
  const { id, name, version } = organization;
  return (
    <Panel title="Change">
      <Form action={`/organizations/${id}`} submit="Save" fields={fields} refusal={refusal}>
        <HiddenField name="version" value={String(version)} />
        <TextField name="name" label="Name" value={name} required />
        <OrganizationField
          name="parentId"
          label="Below"
          choices={choices}
          none="None (top level)"
          current={parent ?? undefined}
          except={id}
        />
      </Form>
      <p class="actions">
        <a href={`/organizations/${id}/delete`}>Delete this organization…</a>
      </p>
    </Panel>
  );
}
