import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../page.dto.js';
import type { StoredGroup } from '../../groups/groups.service.js';
import { GRANTABLE_ROLES, type GrantableRole } from '../../users/user.entity.js';
import {
  Choice,
  ChoiceField,
  ClearableText,
  Id,
  Text,
  TextField,
  Value,
} from '../../platform/http/fields.js';
import { OwnedResponse } from './ownership.dto.js';

const NAME = { description: 'Unique in the account, in any letter case', max: 320 };

abstract class GroupInput {
  @ClearableText("The identity provider's own id of the group", '00g5e2B3c4D5e6F7g8h9', 320)
  externalId?: string | null;

  @ChoiceField(GRANTABLE_ROLES, {
    presence: 'clearable',
    description:
      'The role that the group gives its members, unless they have one of their own; null for none',
    example: 'accountant',
  })
  role?: GrantableRole | null;
}

export class NewGroupRequest extends GroupInput {
  @TextField({ ...NAME, example: 'Payroll NL' })
  displayName: string;
}

/** The fields to change; the others stay as they are. */
export class GroupChangesRequest extends GroupInput {
  @TextField({ ...NAME, presence: 'optional', example: 'Approvers NL' })
  displayName?: string;
}

export class GroupResponse extends OwnedResponse implements Omit<StoredGroup, 'approves'> {
  @Value('Payroll NL')
  displayName: string;

  @Text('00g5e2B3c4D5e6F7g8h9')
  externalId: string | null;

  @Choice(
    [...GRANTABLE_ROLES, null],
    'accountant',
    'The role that the group gives its members; null for none',
  )
  role: GrantableRole | null;

  @Value(12)
  memberCount: number;
}

export class MemberResponse {
  @Id('01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f')
  id: string;

  @Value('mira.vos@acme.example')
  userName: string;

  @Text('Mira Vos')
  displayName: string | null;
}

export class GroupWithMembersResponse extends GroupResponse {
  @ApiProperty({ type: [MemberResponse] })
  members: MemberResponse[];
}

export class GroupPageResponse extends PageOf(GroupResponse) {}
