import { SHORTEST_PASSWORD } from '../../auth/passwords/chosen-password.js';
import { TextField } from './fields.js';

/** The fields of `NewPasswordForm`. */
export function NewPasswordFields() {
  return (
    <>
      <TextField
        name="newPassword"
        label="New password"
        hint={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are good.`}
        type="password"
        autocomplete="new-password"
        required
      />
      <TextField
        name="repeated"
        label="New password, once more"
        type="password"
        autocomplete="new-password"
        required
      />
    </>
  );
}
