import { TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import type { FormFields, FormRefusal } from '../form.js';

/** Asks whose password it is. */
export function ForgotPasswordPage({ fields, refusal }: { fields?: FormFields; refusal?: FormRefusal }) {
  return (
    <>
      <p>Enter your user name, and we send you a link by which you choose a new password.</p>
      <Form
        action="/forgot-password"
        submit="Send the link"
        cancel={{ href: '/login', label: 'Back to log in' }}
        fields={fields}
        refusal={refusal}
      >
        <TextField name="username" label="User name" autocomplete="username" required />
      </Form>
    </>
  );
}

/** The same whether there is such a user or not. */
export function MailSentPage() {
  return (
    <>
      <p>
        If there is such a user with an e-mail address, a mail is on its way. Its link works once, and for an
        hour.
      </p>
      <p>
        No mail after a few minutes? Look among the unwanted mail, check the spelling of the user name, or ask
        an administrator of your company for a new password.
      </p>
      <p class="actions">
        <a class="button" href="/login">
          Back to log in
        </a>
        <a href="/forgot-password">Send another link</a>
      </p>
    </>
  );
}
