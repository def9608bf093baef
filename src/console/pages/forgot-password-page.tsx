import { TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import type { FormFields, FormRefusal } from '../form.js';

export function ForgotPasswordPage({ fields, refusal }: { fields?: FormFields; refusal?: FormRefusal }) {
  return (
    <>
      <p>Enter your user name. We will send you a link to choose a new password.</p>
      <Form
        action="/forgot-password"
        submit="Send the link"
        cancel={{ href: '/login', label: 'Back to login' }}
        fields={fields}
        refusal={refusal}
      >
        <TextField name="username" label="User name" autocomplete="username" required />
      </Form>
    </>
  );
}

/** Shown whether the user exists or not. */
export function MailSentPage() {
  return (
    <>
      <p>
        If this user exists and has an e-mail address, a mail is on its way. The link in it works once, within
        an hour.
      </p>
      <p>
        No mail after a few minutes? Check your spam folder and the spelling of the user name, or ask an
        administrator of your company for a new password.
      </p>
      <p class="actions">
        <a class="button" href="/login">
          Back to login
        </a>
        <a href="/forgot-password">Send another link</a>
      </p>
    </>
  );
}
