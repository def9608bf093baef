import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { ChosenPassword } from '../../auth/passwords/chosen-password.js';

export class PasswordResetRequest {
  @ApiProperty({
    description: 'A user name, or `account-slug/userName` for one account only',
    minLength: 1,
    maxLength: 400,
    example: 'mira.vos@acme.example',
  })
  @Length(1, 400)
  @IsString()
  username: string;
}

export class PasswordResetResponse {
  @ApiProperty({ example: 'If this user exists and has an e-mail address, a mail is on its way.' })
  message: string;
}

export class PasswordResetConfirmRequest {
  @ApiProperty({
    description: 'The `token` from the link in the mail',
    minLength: 1,
    maxLength: 200,
    example: 'dr_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA',
  })
  @Length(1, 200)
  @IsString()
  token: string;

  @ChosenPassword() newPassword: string;
}
