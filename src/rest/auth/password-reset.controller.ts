import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { PublicUrl } from '../../platform/http/public-url.js';
import type { Origin } from '../../auth/author-of.js';
import { RequestOrigin } from '../../auth/current.decorators.js';
import { ResetLimiter } from '../../auth/reset-limiter.js';
import { PasswordResetService } from '../../auth/password-reset.service.js';
import { PasswordResetRequest, PasswordResetResponse } from './password-reset.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TOO_MANY } from '../../auth/refusals.js';
import { Operation } from '../../platform/http/operation.js';

@ApiTags('Authentication')
@Controller('api/v1/auth/password-reset')
export class PasswordResetController {
  constructor(
    private readonly limiter: ResetLimiter,
    private readonly resets: PasswordResetService,
  ) {}

  @Post()
  @HttpCode(202)
  @Operation(
    'Request a password reset mail',
    'Active users who have an e-mail address, or whose user name is one, get a link that works once, within an hour. There is one mail per account that has the user name. The answer is the same for unknown names.',
  )
  @ApiAcceptedResponse({ type: PasswordResetResponse })
  @Refuses(TOO_MANY.resets)
  async request(
    @Body() { username }: PasswordResetRequest,
    @Ip() address: string,
    @PublicUrl() publicUrl: string,
    @RequestOrigin() origin: Origin,
  ): Promise<PasswordResetResponse> {
    await this.limiter.count(username, address);
    await this.resets.request(username, publicUrl, origin);
    return { message: 'If this user exists and has an e-mail address, a mail is on its way.' };
  }
}
