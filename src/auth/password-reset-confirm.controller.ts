import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordResetConfirmRequest } from './password-reset.dto.js';
import { PasswordResetsService } from './password-resets.service.js';

@ApiTags('Authentication')
@Controller('api/v1/auth/password-reset/confirm')
export class PasswordResetConfirmController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly resets: PasswordResetsService,
  ) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose a new password by the link of a mail',
    description: 'Ends every session of the user.',
  })
  @ApiNoContentResponse({ description: 'The new password holds from now on.' })
  @ApiBadRequestResponse({
    description: 'The link has been used or has expired (`reset-token-invalid`).',
  })
  async confirm(@Body() { token, newPassword }: PasswordResetConfirmRequest): Promise<void> {
    // Before the costly hash, which nobody without a link shall make this server compute.
    await this.unitOfWork.readPlatform((tx) => this.resets.check(tx, token));
    const passwordHash = await this.hasher.hash(newPassword);
    await this.unitOfWork.writePlatform((tx) => this.resets.redeem(tx, token, passwordHash));
  }
}
