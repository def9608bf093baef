import { Group } from '../../../src/groups/group.entity.js';
import { GroupMember } from '../../../src/groups/group-member.entity.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { OWNED_VALUE_COLUMNS, USER_COLUMNS } from '../../../src/users/user-fields.js';
import { User } from '../../../src/users/user.entity.js';
import { UserValue } from '../../../src/users/user-value.entity.js';
import type { TestAccount } from '../../support/accounts.js';
import type { TestApp } from '../../support/app.js';

/** All users, groups and memberships of an account, without versions and times. */
export function stateOf(app: TestApp, { id }: TestAccount) {
  return app.get(UnitOfWork).read(id, async (tx) => ({
    users: await tx.select(User, {
      columns: ['id', 'passwordHash', 'userNameKey', 'shownNameKey', ...USER_COLUMNS],
      orderBy: [{ column: 'id' }],
    }),
    values: await tx.select(UserValue, {
      columns: [...OWNED_VALUE_COLUMNS, 'position'],
      orderBy: [{ column: 'userId' }, { column: 'attribute' }, { column: 'position' }],
    }),
    groups: await tx.select(Group, {
      columns: ['id', 'displayName', 'displayNameKey', 'externalId', 'memberCount'],
      orderBy: [{ column: 'id' }],
    }),
    members: await tx.select(GroupMember, {
      columns: ['groupId', 'userId'],
      orderBy: [{ column: 'groupId' }, { column: 'userId' }],
    }),
  }));
}
