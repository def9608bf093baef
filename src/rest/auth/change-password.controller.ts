import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChosenPassword, CurrentPassword } from '../../auth/passwords/chosen-password.js';
import { ChangePasswordService } from '../../auth/change-password.service.js';
import type { Author } from '../../platform/database/author.js';
import { CurrentAuthor, CurrentPrincipal } from '../../auth/current.decorators.js';
import { LoggedIn } from '../../auth/endpoints.js';
import type { Principal } from '../../auth/principal.js';
import { FlagField } from '../../platform/http/fields.js';
import { Refuses } from '../../platform/http/refuses.js';
import { wrongCurrentPassword } from '../../auth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

export class ChangePasswordRequest {
  @CurrentPassword()
  currentPassword: string;

  @ChosenPassword()
  newPassword: string;

  @FlagField({
    presence: 'clearable',
    description: 'Whether to revoke your API keys as well; by default they stay valid',
    default: false,
    example: true,
  })
  revokeApiKeys?: boolean;
}

@ApiTags('Authentication')
@LoggedIn()
@Controller('api/v1/auth/change-password')
export class ChangePasswordController {
  constructor(private readonly passwords: ChangePasswordService) {}

  @Post()
  @Operation('Change your password', 'Ends all your other sessions.')
  @AnswersNothing('The password has been changed, effective immediately.')
  @Refuses(wrongCurrentPassword)
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
