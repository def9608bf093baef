import { invalidRequest } from './oauth-error.js';

/** The one value of a parameter; undefined if it is absent or empty. Throws `invalid_request` if it is repeated (RFC 6749 §3.2). */
export function parameter(form: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = form.getAll(name);
  if (others.length > 0) throw invalidRequest(`The parameter ${name} is repeated.`);
  return value || undefined;
}

/** Throws `invalid_request` if the parameter is absent, empty or repeated. */
export function requiredParameter(form: URLSearchParams, name: string): string {
  const value = parameter(form, name);
  if (value === undefined) throw invalidRequest(`The parameter ${name} is missing.`);
  return value;
}
