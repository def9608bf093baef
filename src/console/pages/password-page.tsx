import { CheckField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { NewPasswordFields } from '../components/new-password-fields.js';
import { Panel } from '../components/panel.js';
import type { FormRefusal } from '../form.js';

/** Where people who are logged in change their password. */
export function PasswordPage({ mayHaveKeys, refusal }: { mayHaveKeys: boolean; refusal?: FormRefusal }) {
  return (
    <Panel title="New password">
      <p class="muted">
        It ends your other sessions. If an identity provider logs in with your user name and password, it
        needs the new one as well.
      </p>
      <Form action="/password" submit="Change the password" refusal={refusal}>
        <TextField
          name="currentPassword"
          label="Current password"
          type="password"
          autocomplete="current-password"
          required
        />
        <NewPasswordFields />
        {mayHaveKeys && (
          <CheckField
            name="revokeApiKeys"
            label="Revoke my API keys as well"
            hint="For when somebody else may know the password. What uses a key is refused from then on."
          />
        )}
      </Form>
    </Panel>
  );
}
