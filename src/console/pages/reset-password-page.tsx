import { HiddenField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { NewPasswordFields } from '../components/new-password-fields.js';
import type { FormRefusal } from '../form.js';

/** The form to choose a password, opened by the link in a mail. */
export function ResetPasswordPage({ token, refusal }: { token: string; refusal?: FormRefusal }) {
  return (
    <>
      <p>It takes effect immediately and ends all open sessions.</p>
      <Form action="/reset-password" submit="Set the password" refusal={refusal}>
        <HiddenField name="token" value={token} />
        <NewPasswordFields />
      </Form>
    </>
  );
}

/** Shown instead if the link has been used or has expired. */
export function UnusableLinkPage() {
  return (
    <>
      <p>
        It has been used, or has expired. A link works once, within an hour. If your mail program broke the
        link across lines, copy the whole link into the address bar.
      </p>
      <p class="actions">
        <a class="button primary" href="/forgot-password">
          Send a new link
        </a>
        <a href="/login">Back to login</a>
      </p>
    </>
  );
}
