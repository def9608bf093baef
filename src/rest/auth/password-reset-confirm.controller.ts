import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Origin } from '../../auth/author-of.js';
import { RequestOrigin } from '../../auth/current.decorators.js';
import { PasswordResetService } from '../../auth/password-reset.service.js';
import { PasswordResetConfirmRequest } from './password-reset.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unusableResetToken } from '../../auth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

@ApiTags('Authentication')
@Controller('api/v1/auth/password-reset/confirm')
export class PasswordResetConfirmController {
  constructor(private readonly resets: PasswordResetService) {}

  @Post()
  @Operation('Choose a new password with the link from a mail', 'Ends all sessions of the user.')
  @AnswersNothing('The password has been changed, effective immediately.')
  @Refuses(unusableResetToken)
  confirm(
    @Body() { token, newPassword }: PasswordResetConfirmRequest,
    @RequestOrigin() origin: Origin,
  ): Promise<void> {
    return this.resets.confirm(token, newPassword, origin);
  }
}
