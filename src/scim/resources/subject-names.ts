import { firstCharacters } from '../../common/first-characters.js';
import type { StoredGroup } from '../../groups/groups.service.js';
import { NAME_LENGTH } from '../../platform/database/sql/searchable-text.js';
import type { SubjectNames } from '../../provisioning/log/event-subject.js';
import type { ResourceName } from '../../provisioning/log/provisioning-event.entity.js';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import { shownName } from '../../users/shown-name.js';
import { isObject, memberNamed } from '../protocol/value.js';

/** The names of a stored user, for the provisioning log. */
export function userNames(
  user: Pick<StoredUser, 'userName' | 'displayName' | 'formattedName' | 'givenName' | 'familyName'> &
    Pick<StoredUser, 'externalId'> & { values?: StoredUser['values'] },
): SubjectNames {
  return {
    name: user.userName,
    people: [shownName(user), user.givenName, user.familyName],
    email: user.values && emailOf(user.values),
    externalId: user.externalId,
  };
}

/** The names of a stored group. */
export function groupNames({
  displayName,
  externalId,
}: Pick<StoredGroup, 'displayName' | 'externalId'>): SubjectNames {
  return { name: displayName, externalId };
}

/**
 * The names of a user or a group in the body of a refused request, which is unchecked and may be anything.
 * For a user without a user name, another name that was sent is used. Null if the body has no name.
 */
export function sentNames(type: ResourceName | null, body: unknown): SubjectNames | null {
  if (type === null || !isObject(body)) return null;
  const sent = isPatch(body) ? assigned(body) : body;
  const externalId = textOf(sent, 'externalId');
  const displayName = textOf(sent, 'displayName');
  if (type === 'Group') return displayName === null ? null : { name: displayName, externalId };
  const email = sentEmail(memberNamed(sent, 'emails'));
  const given = textOf(sent, 'userName');
  const name = given ?? (isPatch(body) ? null : (email ?? displayName ?? externalId));
  return name === null ? null : { name, people: [displayName, ...partsOfName(sent)], email, externalId };
}

const isPatch = (body: Record<string, unknown>) => memberNamed(body, 'Operations') !== undefined;

/** What a PATCH assigns, by the names of the attributes. */
function assigned(body: Record<string, unknown>): Record<string, unknown> {
  const operations = memberNamed(body, 'Operations');
  const values = Array.isArray(operations) ? operations.filter(isObject) : [];
  return Object.fromEntries(
    values.flatMap((operation): [string, unknown][] => {
      const path = memberNamed(operation, 'path');
      const value = memberNamed(operation, 'value');
      if (typeof path === 'string') return [[path, value]];
      return isObject(value) ? Object.entries(value) : [];
    }),
  );
}

function partsOfName(sent: Record<string, unknown>): (string | null)[] {
  const name = memberNamed(sent, 'name');
  if (!isObject(name)) return [];
  return ['formatted', 'givenName', 'familyName'].map((part) => textOf(name, part));
}

/** The primary address, else the first. */
function sentEmail(emails: unknown): string | null {
  const items = (Array.isArray(emails) ? emails : [emails]).filter(isObject);
  const chosen = items.find((item) => memberNamed(item, 'primary') === true) ?? items[0];
  return chosen ? textOf(chosen, 'value') : null;
}

function textOf(object: Record<string, unknown>, name: string): string | null {
  const value = memberNamed(object, name);
  return typeof value === 'string' && value.trim() !== '' ? firstCharacters(value, NAME_LENGTH) : null;
}
