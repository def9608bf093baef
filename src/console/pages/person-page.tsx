import type { ComponentChildren } from 'preact';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import { HiddenField, SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Ago, Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { OwnedBy } from '../components/owner.js';
import { OrganizationField } from '../components/organization-field.js';
import { Facts, Panel } from '../components/panel.js';
import { StateBadge } from '../components/state-badge.js';
import type { Ownership } from '../../provisioning/ownership/ownership.service.js';
import type { GrantableRole, RoleOrigin } from '../../users/user.entity.js';
import type { FormFields, FormRefusal } from '../form.js';
import type { OrganizationChoices } from '../organization-choices.service.js';
import { changeableFields, choosableRoles, NO_ROLE } from '../ownership.js';
import { shownFields } from '../person-form.js';

/** A group of the user, and the role that it gives. */
export interface GroupOfPerson {
  groupId: string;
  displayName: string;
  role: GrantableRole | null;
}

interface PersonPageProps {
  user: StoredUser;
  managerName: string | undefined;
  groups: readonly GroupOfPerson[];
  organizations: OrganizationChoices;
  ownership: Ownership;
  isLocked: boolean;
  scimEnabled: boolean;
  hasExpenses: boolean;
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

/** A user: its attributes, grouped by who manages them, and a form for what can be changed here. */
export function PersonPage(props: PersonPageProps) {
  const { user, groups } = props;
  const isManaged = props.ownership.managedBy !== null;
  return (
    <>
      <Owner {...props} />
      <Panel title={isManaged ? 'Managed by the identity provider' : 'Attributes'}>
        <Facts facts={[...attributesOf(user), ...managerOf(props)]} />
      </Panel>
      <Panel title="Managed by Declaree">
        <Facts
          facts={[
            ...(user.role === 'admin'
              ? [{ name: 'Role', value: 'admin (identity providers cannot change it)' }]
              : []),
            { name: 'Organization', value: user.organizationLabel },
            { name: 'Id', value: <code>{user.id}</code> },
            { name: 'Added', value: <Instant at={user.createdAt} /> },
            { name: 'Last changed', value: <Instant at={user.updatedAt} /> },
          ]}
        />
        <p class="actions">
          <a href={`/log?id=${user.id}`}>Show provisioning history</a>
          <a href={`/audit?user=${user.id}`}>Show audit trail</a>
        </p>
      </Panel>
      <Change {...props} />
      <Groups groups={groups} />
    </>
  );
}

function Owner({ user, ownership, scimEnabled, isLocked }: PersonPageProps) {
  if (ownership.managedBy === null) {
    const { lastSeenAt } = ownership;
    return (
      <Message tone="attention">
        <p>
          This user is not managed by an identity provider. To change that, assign the person in Okta or Entra
          ID. Declaree finds the user by user name.
          {lastSeenAt !== null && (
            <>
              {' '}
              An identity provider last looked the user up <Ago at={lastSeenAt} />.
            </>
          )}
        </p>
      </Message>
    );
  }
  const is = scimEnabled && user.active ? 'is' : 'was';
  return (
    <Message tone="good">
      <p>
        This user {is} managed by <OwnedBy ownership={ownership} />
        {!scimEnabled ? UNMANAGED : user.active ? MANAGED : LEFT}
        {isLocked && LOCKED}
      </p>
    </Message>
  );
}

const MANAGED = '. Make changes there. Its next update would overwrite changes made in Declaree.';
const LOCKED =
  ' Your account only lets the identity provider change what it manages. You can still deactivate the user, and set a new password.';
const UNMANAGED = '. While SCIM is off, nothing is overwritten.';
const LEFT = ', and will be managed by it again once it reactivates the person.';

function Change(props: PersonPageProps) {
  const { user, isLocked, hasExpenses, fields, refusal } = props;
  return (
    <Panel title="Change">
      <Form action={`/people/${user.id}`} submit="Save" fields={fields} refusal={refusal}>
        <HiddenField name="version" value={String(user.version)} />
        <ChangeableFields {...props} />
      </Form>
      <p class="actions">
        {hasExpenses && user.active && (
          <a href={`/people/${user.id}/departure`}>What happens if this person is deactivated</a>
        )}
        <a href={`/people/${user.id}/password`}>Set a new password…</a>
        {!isLocked && <a href={`/people/${user.id}/delete`}>Delete this user…</a>}
      </p>
    </Panel>
  );
}

function ChangeableFields({ user, organizations, isLocked }: PersonPageProps) {
  const changeable = changeableFields(user, isLocked);
  const shown = shownFields(user);
  const roles = choosableRoles(user, isLocked);
  return (
    <>
      {changeable.has('userName') && (
        <TextField name="userName" label="User name" value={shown.userName} required />
      )}
      {changeable.has('displayName') && (
        <TextField name="displayName" label="Display name" value={shown.displayName} />
      )}
      {changeable.has('email') && <TextField name="email" label="E-mail address" value={shown.email} />}
      <SelectField
        name="role"
        label="Role"
        value={shown.role}
        hint={roles.includes(NO_ROLE) ? NO_ROLE_HINT : undefined}
        options={roles.map((role) => ({ value: role, label: role === NO_ROLE ? 'none assigned' : role }))}
      />
      {changeable.has('state') && (
        <SelectField
          name="state"
          label="State"
          hint="Deactivating blocks logins and ends all sessions and API keys immediately. Everything else is kept."
          value={shown.state}
          options={STATE_OPTIONS}
        />
      )}
      {changeable.has('organizationId') && (
        <OrganizationField
          name="organizationId"
          label="Organization"
          choices={organizations}
          current={{ id: user.organizationId, name: user.organizationLabel }}
        />
      )}
    </>
  );
}

const NO_ROLE_HINT = 'If no role is assigned, the identity provider and the groups decide.';

const STATE_OPTIONS = [
  { value: 'active', label: 'Active' },
  { value: 'deactivated', label: 'Deactivated' },
];

function Groups({ groups }: Pick<PersonPageProps, 'groups'>) {
  return (
    <Panel title="Groups">
      {groups.length === 0 ? (
        <p>Not a member of any group.</p>
      ) : (
        <ul>
          {groups.map(({ groupId, displayName, role }) => (
            <li key={groupId}>
              <a href={`/groups/${groupId}`}>{displayName}</a>
              {role !== null && ` gives its members the role ${role}`}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

type Fact = { name: string; value: ComponentChildren };

function attributesOf(user: StoredUser): Fact[] {
  const texts: readonly (readonly [name: string, text: string | null])[] = [
    ['User name', user.userName],
    ['E-mail address', emailOf(user.values)],
    ['Full name', user.formattedName],
    ['Given name', user.givenName],
    ['Middle name', user.middleName],
    ['Family name', user.familyName],
    ['Nickname', user.nickName],
    ['Title', user.title],
    ['Department', user.department],
    ['Division', user.division],
    ['Cost center', user.costCenter],
    ['Employee number', user.employeeNumber],
    ['Organization, as sent', user.requestedOrganization ?? user.organizationName],
    ['IBAN', user.iban],
    ['Language', user.preferredLanguage],
    ['Locale', user.locale],
    ['Time zone', user.timezone],
    ['External id', user.externalId],
  ];
  return [
    { name: 'State', value: <StateBadge active={user.active} /> },
    ...(user.role === 'admin' ? [] : [{ name: 'Role', value: roleInWords(user) }]),
    ...sentValues(user),
    ...texts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  ];
}

function roleInWords({ role, roleOrigin }: StoredUser): string {
  return roleOrigin === null ? role : `${role} (${ORIGINS[roleOrigin]})`;
}

const ORIGINS: Readonly<Record<RoleOrigin, string>> = {
  role: 'assigned',
  roles: 'granted by the identity provider',
  group: 'from a group',
};

/** What the identity provider has sent of roles and entitlements, whether it grants anything or not. */
function sentValues({ values }: StoredUser): Fact[] {
  const names = [
    ['roles', 'Roles, as sent'],
    ['entitlements', 'Entitlements, as sent'],
  ] as const;
  return names.flatMap(([name, label]) => {
    const sent = values.filter(({ attribute }) => attribute === name);
    const texts = sent.map(({ value, display }) => display ?? value ?? '');
    return texts.length === 0 ? [] : [{ name: label, value: texts.join(', ') }];
  });
}

function managerOf({ user: { managerId, managerReference }, managerName }: PersonPageProps): Fact[] {
  if (managerId !== null) {
    return [{ name: 'Manager', value: <a href={`/people/${managerId}`}>{managerName}</a> }];
  }
  if (managerReference === null) return [];
  return [{ name: 'Manager', value: `waiting for "${managerReference}", who has not been provisioned yet` }];
}
