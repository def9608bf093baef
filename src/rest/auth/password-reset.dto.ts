import { ChosenPassword } from '../../auth/passwords/chosen-password.js';
import { TextField, Value } from '../../platform/http/fields.js';

export class PasswordResetRequest {
  @TextField({
    description: 'A user name, or `account-slug/userName` for one account only',
    min: 1,
    max: 400,
    example: 'mira.vos@acme.example',
  })
  username: string;
}

export class PasswordResetResponse {
  @Value('If this user exists and has an e-mail address, a mail is on its way.')
  message: string;
}

export class PasswordResetConfirmRequest {
  @TextField({
    description: 'The `token` from the link in the mail',
    min: 1,
    max: 200,
    example: 'dr_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA',
  })
  token: string;

  @ChosenPassword() newPassword: string;
}
