import { createParamDecorator, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, stale } from '../common/errors.js';
import { queryOf } from '../platform/http/request-path.js';
import { errorHeaders, statusOf } from '../platform/http/problem.js';
import { validationPipe } from '../platform/http/validation.pipe.js';
import { TOKEN_FIELD } from './form-token.js';

/** The fields of a form as the user typed them. */
export type FormFields = ReadonlyMap<string, string>;

export const NO_FIELDS: FormFields = new Map();

/** The fields of the submitted form, without its token. */
export const Fields = createParamDecorator((_: unknown, context): FormFields => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  const fields = body instanceof URLSearchParams ? [...body] : [];
  return new Map(fields.filter(([name]) => name !== TOKEN_FIELD));
});

/** The fields of a form that is sent by GET: the query of the URL. */
export const QueryFields = createParamDecorator((_: unknown, context): FormFields => {
  return new Map(queryOf(context.switchToHttp().getRequest<FastifyRequest>()));
});

/** Throws `stale` if the version or value that the form was filled in for is not the current one. */
export function requireUnchanged(sent: string | undefined, current: string | number): void {
  if (sent === String(current)) return;
  throw stale(
    'Somebody else has changed this in the meantime. Check the current values, then make your change again.',
  );
}

/** Why a form was refused, for display with the form. */
export interface FormRefusal {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** `field` is the name of the field at fault; null if the fault is not in a field. */
  faults: readonly { field: string | null; text: string }[];
}

const pipe = validationPipe();

/** Validates a form against its class. Blank fields count as absent. Throws `invalid` with every fault. */
export async function readForm<T extends object>(type: Type<T>, fields: FormFields): Promise<T> {
  const filled = Object.fromEntries([...fields].filter(([, value]) => value.trim() !== ''));
  return (await pipe.transform(filled, { type: 'body', metatype: type })) as T;
}

/** The refusal to show for an error that the user can correct. Rethrows any other error. */
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

/** Forms are flat: for a nested pointer, such as `/admin/username`, the last segment is the field. */
function fieldOf(pointer: string | undefined): string | null {
  return pointer?.split('/').at(-1) || null;
}
