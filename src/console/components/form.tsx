import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { FormFields, FormRefusal } from '../form.js';
import { TOKEN_FIELD } from '../form-token.js';
import { PageFrameContext } from '../page-frame.js';

interface FormState {
  /** The values typed before, to show again. */
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

const FormContext = createContext<FormState>({});

type FormProps = FormState & {
  action: string;
  submit: string;
  tone?: 'primary' | 'danger';
  /** The link to leave the form without sending it. */
  cancel?: { href: string; label: string };
  /** A second button, which sends the form elsewhere. */
  other?: { action: string; label: string };
  /** Whether a field of it is a file. */
  hasFile?: boolean;
  /** Whether it has a list that needs the width of the page. */
  isWide?: boolean;
  children?: ComponentChildren;
};

/** A form sent by POST, with the session's token, its faults and its button. */
export function Form({
  action,
  submit,
  tone = 'primary',
  cancel,
  other,
  hasFile = false,
  isWide = false,
  children,
  fields,
  refusal,
}: FormProps) {
  const encoding = hasFile ? { encType: 'multipart/form-data' } : {};
  return (
    <form class={isWide ? 'form wide' : 'form'} method="post" action={action} noValidate {...encoding}>
      <FormToken />
      {refusal && <Faults refusal={refusal} />}
      <FormContext.Provider value={{ fields, refusal }}>{children}</FormContext.Provider>
      <div class="actions">
        <button type="submit" class={`button ${tone}`}>
          {submit}
        </button>
        {other && (
          <button type="submit" class="button" formAction={other.action}>
            {other.label}
          </button>
        )}
        {cancel && <a href={cancel.href}>{cancel.label}</a>}
      </div>
    </form>
  );
}

/** A form that filters a list. It is sent by GET to the same page. */
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

/** A form that shows only a button. */
export function PostButton({
  action,
  label,
  name,
  children,
}: {
  action: string;
  label: string;
  /** What the button is about, for screen readers. */
  name?: string | undefined;
  /** Hidden fields. */
  children?: ComponentChildren;
}) {
  return (
    <form method="post" action={action} class="inline-form">
      <FormToken />
      {children}
      <button type="submit" class="button">
        {label}
        {name !== undefined && <span class="hidden-text"> {name}</span>}
      </button>
    </form>
  );
}

function FormToken() {
  const { formToken } = useContext(PageFrameContext);
  return formToken === undefined ? null : <input type="hidden" name={TOKEN_FIELD} value={formToken} />;
}

/** Why a form was refused, with links to the fields at fault. */
export function Faults({ refusal: { faults } }: { refusal: FormRefusal }) {
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

/** The state of a form field: what was typed before, and its fault. */
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
