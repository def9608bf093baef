/** What somebody is to Declaree; `system` is the program itself. */
export const AUTHOR_KINDS = ['user', 'operator', 'command line', 'system'] as const;
export type AuthorKind = (typeof AUTHOR_KINDS)[number];

/** The ways by which accounts are changed. */
export const WAYS = ['rest', 'console', 'cli', 'scim', 'system'] as const;
export type Way = (typeof WAYS)[number];

/** Who changes something, by which way, and from where. */
export interface Author {
  kind: AuthorKind;
  /** Of the user or the operator; null for who has no login. */
  id: string | null;
  /** Login name; on the command line the member of staff. */
  name: string;
  via: Way;
  /** IP address; null where nothing came over a network. */
  address: string | null;
}

/** The program itself, where it acts without being asked. */
export const SYSTEM: Author = { kind: 'system', id: null, name: 'Declaree', via: 'system', address: null };

/** A name that says what its bearer is, for places that have no room for the kind. */
export function labelOf({ kind, name }: Author): string {
  return kind === 'command line' ? `${name} (command line)` : name;
}
