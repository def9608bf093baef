import { CheckField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { NewPasswordFields } from '../components/new-password-fields.js';
import { Panel } from '../components/panel.js';
import type { FormRefusal } from '../form.js';

export function PasswordPage({ mayHaveKeys, refusal }: { mayHaveKeys: boolean; refusal?: FormRefusal }) {
  return (
    <Panel title="New password">
      <p class="muted">
        Changing it signs you out everywhere else. If an identity provider signs in with your user name and
        password, update it there too.
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
            label="Also revoke my API keys"
            hint="Use this if somebody else may know the password. Requests that use a key are then refused."
          />
        )}
      </Form>
    </Panel>
  );
}
