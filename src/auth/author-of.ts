import type { Author } from '../platform/database/author.js';
import type { Principal } from './principal.js';

/** By which way, and from which address, a request came. */
export type Origin = Pick<Author, 'via' | 'address'>;

/** Who somebody is for the audit trail. */
export function authorOf(principal: Principal, { via, address }: Origin): Author {
  const { kind, userName: name } = principal;
  return { kind, id: kind === 'user' ? principal.userId : principal.operatorId, name, via, address };
}

/** Where a request came from: below `/api` is REST, below `/SCIM` SCIM, and everything else a page of the console. */
export function requestOrigin({ url, ip }: { url: string; ip: string }): Origin {
  const [, surface = ''] = /^\/(api|scim)\//i.exec(url) ?? [];
  const via = { api: 'rest', scim: 'scim' } as const;
  return { via: via[surface.toLowerCase() as keyof typeof via] ?? 'console', address: ip };
}
