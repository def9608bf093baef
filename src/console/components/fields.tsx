import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useField, type FieldProps } from './form.js';

type InputType = 'text' | 'password' | 'search' | 'date';

type TextFieldProps = FieldProps & {
  type?: InputType;
  /** The initial value. Passwords are never sent back. */
  value?: string | undefined;
  autocomplete?: 'off' | 'username' | 'current-password' | 'new-password' | 'email' | 'name';
  required?: boolean;
};

/** A field for one line of text. */
export function TextField({
  type = 'text',
  value,
  autocomplete = 'off',
  required = false,
  ...field
}: TextFieldProps) {
  const { attributes, typed, fault } = useField(field);
  const shown = type === 'password' ? undefined : (typed ?? value);
  return (
    <Field {...field} id={attributes.id} fault={fault}>
      <Input
        {...attributes}
        {...(shown === undefined ? {} : { value: shown })}
        type={type}
        required={required}
        autoComplete={autocomplete}
        autoCapitalize="none"
        spellcheck={false}
      />
    </Field>
  );
}

/** Preact's types for an input depend on its `type`, so each type is spelled out. */
function Input({
  type,
  ...attributes
}: Omit<InputHTMLAttributes, 'type' | 'role' | 'list'> & { type: InputType }) {
  switch (type) {
    case 'text':
      return <input {...attributes} type="text" />;
    case 'password':
      return <input {...attributes} type="password" />;
    case 'search':
      return <input {...attributes} type="search" />;
    case 'date':
      return <input {...attributes} type="date" />;
  }
}

/** A field for several lines of text. */
export function TextAreaField({
  value,
  rows,
  ...field
}: FieldProps & { value?: string | undefined; rows: number }) {
  const { attributes, typed, fault } = useField(field);
  return (
    <Field {...field} id={attributes.id} fault={fault}>
      <textarea
        {...attributes}
        rows={rows}
        value={typed ?? value ?? ''}
        autoCapitalize="none"
        spellcheck={false}
      />
    </Field>
  );
}

type SelectFieldProps = FieldProps & {
  options: readonly { value: string; label: string }[];
  value?: string | undefined;
};

/** A choice from a list. */
export function SelectField({ options, value, ...field }: SelectFieldProps) {
  const { attributes, typed, fault } = useField(field);
  const isOffered = options.some((option) => option.value === typed);
  const chosen = (isOffered ? typed : value) ?? options[0]?.value;
  return (
    <Field {...field} id={attributes.id} fault={fault}>
      <select {...attributes}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A checkbox, sent as `yes` if checked. */
export function CheckField(field: FieldProps) {
  const { attributes, typed, fault } = useField(field);
  return (
    <Field {...field} id={attributes.id} fault={fault} isCheck>
      <input {...attributes} type="checkbox" value="yes" checked={typed === 'yes'} />
    </Field>
  );
}

/** A file to upload; the form needs `hasFile`. */
export function FileField({ accept, ...field }: FieldProps & { accept: string }) {
  const { attributes, fault } = useField(field);
  return (
    <Field {...field} id={attributes.id} fault={fault}>
      <input {...attributes} type="file" accept={accept} />
    </Field>
  );
}

export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

function Field({
  id,
  label,
  hint,
  fault,
  isCheck = false,
  children,
}: FieldProps & {
  id: string;
  fault: string | undefined;
  isCheck?: boolean;
  children: ComponentChildren;
}) {
  const kind = isCheck ? 'field check' : 'field';
  return (
    <div class={fault === undefined ? kind : `${kind} at-fault`}>
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}
