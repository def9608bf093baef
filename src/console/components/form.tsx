import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { FormFields, FormRefusal } from '../form.js';
import { TOKEN_FIELD } from '../form-token.js';
import { PageFrameContext } from '../page-frame.js';

interface FormState {
  /** What was typed before, to be shown again. */
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

const FormContext = createContext<FormState>({});

type FormProps = FormState & {
  action: string;
  submit: string;
  tone?: 'primary' | 'danger';
  /** Where to go instead of sending. */
  cancel?: { href: string; label: string };
  children?: ComponentChildren;
};

/** A form that is sent by POST, with the session's token, what was wrong with it, and its button. */
export function Form({ action, submit, tone = 'primary', cancel, children, fields, refusal }: FormProps) {
  return (
    <form class="form" method="post" action={action} noValidate>
      <FormToken />
      {refusal && <Faults refusal={refusal} />}
      <FormContext.Provider value={{ fields, refusal }}>{children}</FormContext.Provider>
      <div class="actions">
        <button type="submit" class={`button ${tone}`}>
          {submit}
        </button>
        {cancel && <a href={cancel.href}>{cancel.label}</a>}
      </div>
    </form>
  );
}

/** A form that narrows down a list. It asks for the same page with its fields in the query. */
export function FilterForm({
  action,
  label,
  fields,
  refusal,
  children,
}: FormState & { action: string; label: string; children: ComponentChildren }) {
  return (
    <search>
      <form class="filters" action={action} aria-label={label} noValidate>
        {refusal && <Faults refusal={refusal} />}
        <FormContext.Provider value={{ fields, refusal }}>{children}</FormContext.Provider>
        <div class="actions">
          <button type="submit" class="button">
            Filter
          </button>
          <a href={action}>Clear</a>
        </div>
      </form>
    </search>
  );
}

/** A button that does something at once, without a field. */
export function PostButton({ action, label }: { action: string; label: string }) {
  return (
    <form method="post" action={action} class="inline-form">
      <FormToken />
      <button type="submit" class="button">
        {label}
      </button>
    </form>
  );
}

function FormToken() {
  const { formToken } = useContext(PageFrameContext);
  return formToken === undefined ? null : <input type="hidden" name={TOKEN_FIELD} value={formToken} />;
}

function Faults({ refusal: { faults } }: { refusal: FormRefusal }) {
  return (
    <div class="message bad" role="alert">
      <ul class="plain">
        {faults.map(({ field, text }) => (
          <li key={text}>{field === null ? text : <a href={`#${fieldId(field)}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

export interface FieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
}

/** What a field of a form begins with: what was typed before, and what was wrong with that. */
export function useField({ name, hint }: FieldProps) {
  const { fields, refusal } = useContext(FormContext);
  const id = fieldId(name);
  const fault = refusal?.faults.find(({ field }) => field === name)?.text;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return {
    typed: fields?.get(name),
    fault,
    attributes: {
      id,
      name,
      ...(described === '' ? {} : { 'aria-describedby': described }),
      ...(fault === undefined ? {} : { 'aria-invalid': true }),
    },
  };
}

const fieldId = (name: string) => `field-${name}`;
