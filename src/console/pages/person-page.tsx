import type { ComponentChildren } from 'preact';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import { Instant } from '../components/instant.js';
import { Message } from '../components/notice-box.js';
import { Facts, Panel } from '../components/panel.js';
import { isProvisioned, StateBadge } from './people-page.js';

interface PersonPageProps {
  user: StoredUser;
  groups: readonly { groupId: string; displayName: string }[];
  scimEnabled: boolean;
}

/** What is known of somebody, and which of it the identity provider keeps. */
export function PersonPage({ user, groups, scimEnabled }: PersonPageProps) {
  const provisioned = isProvisioned(user);
  return (
    <>
      <Ownership provisioned={provisioned} scimEnabled={scimEnabled} />
      <Panel title={provisioned ? 'Kept by the identity provider' : 'Attributes'}>
        <Facts facts={attributesOf(user)} />
      </Panel>
      <Panel title="Kept by Declaree">
        <Facts
          facts={[
            ...(user.role === 'admin'
              ? [{ name: 'Role', value: 'admin, which no identity provider changes' }]
              : []),
            { name: 'Organization', value: user.organizationLabel },
            { name: 'Id', value: <code>{user.id}</code> },
            { name: 'Added', value: <Instant at={user.createdAt} /> },
            { name: 'Last changed', value: <Instant at={user.updatedAt} /> },
          ]}
        />
        <p>
          <a href={`/log?id=${user.id}`}>What the identity provider did with this user</a>
        </p>
      </Panel>
      <Groups groups={groups} />
    </>
  );
}

function Ownership({ provisioned, scimEnabled }: { provisioned: boolean; scimEnabled: boolean }) {
  if (!provisioned) {
    return (
      <Message tone="attention">
        <p>
          No identity provider looks after this user yet. To hand it over, assign the person in Okta or Entra
          ID: the user is found by its user name.
        </p>
      </Message>
    );
  }
  return (
    <Message tone="good">
      <p>
        {scimEnabled
          ? 'An identity provider looks after this user: change what it keeps there. A change made in Declaree would be overwritten by its next update.'
          : 'An identity provider looked after this user. While SCIM is off, nothing is overwritten.'}
      </p>
    </Message>
  );
}

function Groups({ groups }: Pick<PersonPageProps, 'groups'>) {
  return (
    <Panel title="Groups">
      {groups.length === 0 ? (
        <p>In no group.</p>
      ) : (
        <ul>
          {groups.map(({ groupId, displayName }) => (
            <li key={groupId}>
              <a href={`/groups/${groupId}`}>{displayName}</a>
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
    ['Given name', user.givenName],
    ['Family name', user.familyName],
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
    ...(user.role === 'admin' ? [] : [{ name: 'Role', value: user.role }]),
    ...texts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
    ...managerOf(user),
  ];
}

function managerOf({ managerId, managerDisplayName, managerReference }: StoredUser): Fact[] {
  if (managerId !== null) {
    return [
      { name: 'Manager', value: <a href={`/people/${managerId}`}>{managerDisplayName ?? managerId}</a> },
    ];
  }
  if (managerReference === null) return [];
  return [{ name: 'Manager', value: `waits for "${managerReference}", who is no user of the account yet` }];
}
