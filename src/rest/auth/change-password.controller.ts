import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import {
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { ChosenPassword, LONGEST_PASSWORD } from '../../auth/passwords/chosen-password.js';
import { ChangePasswordService } from '../../auth/change-password.service.js';
import type { Author } from '../../platform/database/author.js';
import { CurrentAuthor, CurrentPrincipal } from '../../auth/current.decorators.js';
import { LoggedIn } from '../../auth/endpoints.js';
import type { Principal } from '../../auth/principal.js';

export class ChangePasswordRequest {
  @ApiProperty({
    format: 'password',
    writeOnly: true,
    minLength: 1,
    maxLength: LONGEST_PASSWORD,
    example: 'old secret',
  })
  @Length(1, LONGEST_PASSWORD)
  @IsString()
  currentPassword: string;

  @ChosenPassword()
  newPassword: string;

  @ApiPropertyOptional({
    description: 'Whether to revoke your API keys as well; by default they stay valid',
    default: false,
    example: true,
  })
  @IsOptional()
  @IsBoolean()
  revokeApiKeys?: boolean;
}

@ApiTags('Authentication')
@LoggedIn()
@Controller('api/v1/auth/change-password')
export class ChangePasswordController {
  constructor(private readonly passwords: ChangePasswordService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change your password',
    description: 'Ends all your other sessions.',
  })
  @ApiNoContentResponse({ description: 'The password has been changed, effective immediately.' })
  @ApiForbiddenResponse({ description: 'The current password is wrong (`wrong-current-password`).' })
  async change(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ChangePasswordRequest,
    @CurrentAuthor() author: Author,
    @Ip() address: string,
  ): Promise<void> {
    const { currentPassword, newPassword, revokeApiKeys } = body;
    const change = { currentPassword, newPassword, revokeApiKeys, address, author };
    await this.passwords.change(principal, change);
  }
}
