import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { IsString, MaxLength } from 'class-validator';
import { PageResponse } from '../page.dto.js';
import type { StoredGroup } from '../../groups/groups.service.js';
import { ClearableText, MayBeLeftOut } from '../../platform/http/optional.decorators.js';
import { StoredResponse } from './stored.dto.js';

const NAME = { description: 'Unique in the account, in any letter case', maxLength: 320 };

abstract class GroupInput {
  @ClearableText("The identity provider's own id of the group", '00g5e2B3c4D5e6F7g8h9', 320)
  externalId?: string | null;
}

export class NewGroupRequest extends GroupInput {
  @ApiProperty({ ...NAME, example: 'Payroll NL' })
  @MaxLength(320)
  @IsString()
  displayName: string;
}

/** The fields to change; the others stay as they are. */
export class GroupChangesRequest extends GroupInput {
  @ApiPropertyOptional({ ...NAME, example: 'Approvers NL' })
  @MayBeLeftOut()
  @MaxLength(320)
  @IsString()
  displayName?: string;
}

export class GroupResponse extends StoredResponse implements StoredGroup {
  @ApiProperty({ example: 'Payroll NL' }) displayName: string;
  @NullableText('00g5e2B3c4D5e6F7g8h9') externalId: string | null;
  @ApiProperty({ example: 12 }) memberCount: number;
}

export class MemberResponse {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c21-7e44-b3c8-0d9a5b7c6e1f' }) id: string;
  @ApiProperty({ example: 'mira.vos@acme.example' }) userName: string;
  @NullableText('Mira Vos') displayName: string | null;
}

export class GroupWithMembersResponse extends GroupResponse {
  @ApiProperty({ type: [MemberResponse] }) members: MemberResponse[];
}

export class GroupPageResponse extends PageResponse {
  @ApiProperty({ type: [GroupResponse] }) items: GroupResponse[];
}
