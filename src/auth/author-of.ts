import type { Author } from '../platform/database/author.js';
import type { Principal } from './principal.js';

/** Channel and address of a request. */
export type Origin = Pick<Author, 'via' | 'address'>;

/** The author for the audit trail. */
export function authorOf(principal: Principal, { via, address }: Origin): Author {
  const { kind, userName: name } = principal;
  return { kind, id: kind === 'user' ? principal.userId : principal.operatorId, name, via, address };
}

/** The origin of a request: `/api` is REST, `/SCIM` is SCIM, and everything else is the console. */
export function requestOrigin({ url, ip }: { url: string; ip: string }): Origin {
  const [, surface = ''] = /^\/(api|scim)\//i.exec(url) ?? [];
  const via = { api: 'rest', scim: 'scim' } as const;
  return { via: via[surface.toLowerCase() as keyof typeof via] ?? 'console', address: ip };
}
