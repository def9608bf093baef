import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Origin } from '../../auth/author-of.js';
import { RequestOrigin } from '../../auth/current.decorators.js';
import { PasswordResetService } from '../../auth/password-reset.service.js';
import { PasswordResetConfirmRequest } from './password-reset.dto.js';

@ApiTags('Authentication')
@Controller('api/v1/auth/password-reset/confirm')
export class PasswordResetConfirmController {
  constructor(private readonly resets: PasswordResetService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose a new password with the link from a mail',
    description: 'Ends all sessions of the user.',
  })
  @ApiNoContentResponse({ description: 'The password has been changed, effective immediately.' })
  @ApiBadRequestResponse({
    description: 'The link has been used or has expired (`reset-token-invalid`).',
  })
  confirm(
    @Body() { token, newPassword }: PasswordResetConfirmRequest,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    return this.resets.confirm(token, newPassword, origin);
  }
}
