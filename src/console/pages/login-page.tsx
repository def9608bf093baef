import { Form } from '../components/form.js';
import { HiddenField, TextField } from '../components/fields.js';
import { Message } from '../components/notice-box.js';
import type { FormFields, FormRefusal } from '../form.js';

interface LoginPageProps {
  next: string;
  notice?: string | undefined;
  fields?: FormFields;
  refusal?: FormRefusal;
}

export function LoginPage({ next, notice, fields, refusal }: LoginPageProps) {
  return (
    <>
      {notice !== undefined && (
        <Message tone="good">
          <p>{notice}</p>
        </Message>
      )}
      <Form action="/login" submit="Log in" fields={fields} refusal={refusal}>
        <TextField
          name="username"
          label="User name"
          hint="Usually your e-mail address. If several companies use the same name, enter account/user name."
          autocomplete="username"
          required
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          required
        />
        <HiddenField name="next" value={next} />
      </Form>
      <p class="aside">
        <a href="/forgot-password">Forgot your password?</a>
      </p>
    </>
  );
}
