import { SHORTEST_PASSWORD } from '../../auth/passwords/password-length.js';
import { TextField } from './fields.js';

export function NewPasswordFields() {
  return (
    <>
      <TextField
        name="newPassword"
        label="New password"
        hint={`At least ${SHORTEST_PASSWORD} characters. A few random words work well.`}
        type="password"
        autocomplete="new-password"
        required
      />
      <TextField
        name="repeated"
        label="Repeat the new password"
        type="password"
        autocomplete="new-password"
        required
      />
    </>
  );
}
