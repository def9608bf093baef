import type { UserPrincipal } from '../../auth/principal.js';
import type { CatalogueRow } from '../../oauth/catalogue-clients.service.js';
import { HiddenField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Message } from '../components/notice-box.js';
import { OrganizationField } from '../components/organization-field.js';
import { Facts, Panel } from '../components/panel.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';

interface AuthorizationPageProps {
  client: CatalogueRow;
  user: UserPrincipal;
  /** Where the app gets the answer. */
  host: string;
  /** Where the forms go: the URL of the request, so that it is checked again when it is answered. */
  action: string;
  organizations: OrganizationChoices;
  /** The one that new users join so far, or would join. */
  organization: { id: string; name: string };
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** Asks an administrator whether an app may provision the account. */
export function AuthorizationPage(props: AuthorizationPageProps) {
  const { client, user, action, organizations, organization, fields, refusal } = props;
  return (
    <>
      {!user.scimEnabled && <ScimOff />}
      <Rights {...props} />
      <Panel title="Allow it?">
        <Form action={action} submit={`Allow ${client.name}`} fields={fields} refusal={refusal}>
          <HiddenField name="decision" value="allow" />
          <OrganizationField
            name="organizationId"
            label="New users join"
            choices={organizations}
            current={organization}
          />
        </Form>
        <Form action={action} submit="Refuse" tone="danger">
          <HiddenField name="decision" value="refuse" />
        </Form>
      </Panel>
    </>
  );
}

function ScimOff() {
  return (
    <Message tone="attention">
      <p>
        <strong>SCIM is off for your account.</strong> You can allow the app now, but its requests are refused
        until Declaree support switches SCIM on.
      </p>
    </Message>
  );
}

function Rights({ client, user, host }: Pick<AuthorizationPageProps, 'client' | 'user' | 'host'>) {
  return (
    <Panel title="What you allow">
      <Facts
        facts={[
          { name: 'App', value: client.name },
          { name: 'Answer goes to', value: host },
          { name: 'Account', value: user.accountSlug },
          { name: 'Allowed by', value: user.userName },
        ]}
      />
      <p>Over SCIM, and until you revoke it under Connections, the app may:</p>
      <ul>
        <li>read, create, change, deactivate and delete the users of the account</li>
        <li>read, create, change and delete its groups</li>
      </ul>
      <p>It cannot make anybody an administrator, read expenses, or use any other part of Declaree.</p>
    </Panel>
  );
}
