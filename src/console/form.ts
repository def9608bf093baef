import { createParamDecorator, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, stale } from '../common/errors.js';
import { errorHeaders, statusOf } from '../platform/http/problem.js';
import { validationPipe } from '../platform/http/validation.pipe.js';
import { TOKEN_FIELD } from './form-token.js';

/** What came with a form, as it was typed. */
export type FormFields = ReadonlyMap<string, string>;

export const NO_FIELDS: FormFields = new Map();

/** The fields of the form that was sent, without its token. */
export const Fields = createParamDecorator((_: unknown, context): FormFields => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  const fields = body instanceof URLSearchParams ? [...body] : [];
  return new Map(fields.filter(([name]) => name !== TOKEN_FIELD));
});

/** The fields of a form that asks for a page: its query. */
export const QueryFields = createParamDecorator((_: unknown, context): FormFields => {
  const { url } = context.switchToHttp().getRequest<FastifyRequest>();
  const path = url.split('?', 1).join('');
  return new Map(new URLSearchParams(url.slice(path.length)));
});

/** Throws `stale` where the form was filled in for something else than there is: a version, or a value that it changes. */
export function requireUnchanged(sent: string | undefined, current: string | number): void {
  if (sent === String(current)) return;
  throw stale(
    'Somebody else changed this in the meantime. Check what it says now, and make your change again.',
  );
}

/** Why a form was refused, to be shown with the form. */
export interface FormRefusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** `field` is the name of the field at fault; null where it is none of them. */
  faults: readonly { field: string | null; text: string }[];
}

const pipe = validationPipe();

/** Checks a form against its class; a field left blank counts as left out. Throws `invalid` with every fault. */
export async function readForm<T extends object>(type: Type<T>, fields: FormFields): Promise<T> {
  const filled = Object.fromEntries([...fields].filter(([, value]) => value.trim() !== ''));
  return (await pipe.transform(filled, { type: 'body', metatype: type })) as T;
}

/** What to tell of an error that the sender of a form can mend. Throws the error again where it is a defect. */
export function refusalOf(error: unknown): FormRefusal {
  if (!(error instanceof DomainError)) throw error;
  const { faults, pointer } = error.facts;
  return {
    status: statusOf(error.kind),
    headers: errorHeaders(error),
    faults: faults?.map((fault) => ({ field: fieldOf(fault.pointer), text: fault.detail })) ?? [
      { field: fieldOf(pointer), text: error.message },
    ],
  };
}

/** A form is flat: of a member inside another one, such as `/admin/username`, the last name counts. */
function fieldOf(pointer: string | undefined): string | null {
  return pointer?.split('/').at(-1) || null;
}
