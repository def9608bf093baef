import { IsString, MaxLength } from 'class-validator';
import { readForm, type FormFields } from './form.js';

/** Why support does something, for the account's audit trail. */
export class ReasonForm {
  @MaxLength(500, { message: 'The reason can have at most 500 characters' })
  @IsString({ message: "Enter the reason. It is recorded in the account's audit trail" })
  reason: string;
}

/** The reason in a form that may have other fields. Throws `invalid` without one. */
export async function reasonIn(fields: FormFields): Promise<string> {
  const { reason } = await readForm(ReasonForm, new Map([['reason', fields.get('reason') ?? '']]));
  return reason.trim();
}

/** The fields of a form besides the reason. */
export function withoutReason(fields: FormFields): FormFields {
  return new Map([...fields].filter(([name]) => name !== 'reason'));
}
