import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NullableText } from '../nullable-text.js';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { PageResponse } from '../page.dto.js';
import type { OrganizationRow } from '../../organizations/organizations.service.js';
import { MayBeLeftOut } from '../../platform/http/optional.decorators.js';
import { StoredResponse } from './stored.dto.js';

const PARENT = '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9';

abstract class OrganizationInput {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Id of the parent organization; null at the top level',
    example: PARENT,
  })
  @IsOptional()
  @Length(1, 36)
  @IsString()
  parentId?: string | null;
}

export class NewOrganizationRequest extends OrganizationInput {
  @ApiProperty({
    description: 'Unique in the account, in any letter case',
    maxLength: 320,
    example: 'Acme France',
  })
  @MaxLength(320)
  @IsString()
  name: string;
}

/** The fields to change; the others stay as they are. */
export class OrganizationChangesRequest extends OrganizationInput {
  @ApiPropertyOptional({ maxLength: 320, example: 'Acme France' })
  @MayBeLeftOut()
  @MaxLength(320)
  @IsString()
  name?: string;
}

export class OrganizationResponse extends StoredResponse implements OrganizationRow {
  @ApiProperty({ example: 'Acme France' }) name: string;
  @NullableText(PARENT, 'Id of the parent organization; null at the top level') parentId: string | null;
}

export class OrganizationPageResponse extends PageResponse {
  @ApiProperty({ type: [OrganizationResponse] }) items: OrganizationResponse[];
}
