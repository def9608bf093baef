import { HiddenField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { NewPasswordFields } from '../components/new-password-fields.js';
import type { FormRefusal } from '../form.js';

/** Where somebody with the link of a mail chooses a password. */
export function ResetPasswordPage({ token, refusal }: { token: string; refusal?: FormRefusal }) {
  return (
    <>
      <p>It holds at once, and ends every session that is open with the old one.</p>
      <Form action="/reset-password" submit="Set the password" refusal={refusal}>
        <HiddenField name="token" value={token} />
        <NewPasswordFields />
      </Form>
    </>
  );
}

/** Instead of it, where the link has been used or is too old. */
export function UnusableLinkPage() {
  return (
    <>
      <p>
        It has been used, or has expired: a link works once, and for an hour. If the line broke in your mail
        program, copy the whole link into the address bar.
      </p>
      <p class="actions">
        <a class="button primary" href="/forgot-password">
          Send a new link
        </a>
        <a href="/login">Back to log in</a>
      </p>
    </>
  );
}
