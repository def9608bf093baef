/** Kinds of authors; `connection` is an OAuth client, `system` the program itself. */
export const AUTHOR_KINDS = ['user', 'operator', 'command line', 'system', 'connection'] as const;
export type AuthorKind = (typeof AUTHOR_KINDS)[number];

/** The channels through which accounts are changed. */
export const CHANNELS = ['rest', 'console', 'cli', 'scim', 'system'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who makes a change, through which channel, and from where. */
export interface Author {
  kind: AuthorKind;
  /** Id of the user, operator or connection; null for the command line and the system. */
  id: string | null;
  /** Login name, or a connection's name; on the command line, the name of the member of staff. */
  name: string;
  via: Channel;
  /** IP address; null if the change did not come over a network. */
  address: string | null;
}

/** What a change belongs to, besides its author. */
export interface Cause {
  /** The id of the provisioning event that records the change. */
  eventId?: string;
  /** The product that the client names in its `User-Agent`. */
  client?: string | null;
  /** The job that makes the change: its changes form a run of their own. */
  jobId?: string;
  /** For the job of an undo: when the run that it undoes began (ISO 8601). */
  undoneSince?: string;
  /**
   * What the changes are part of, for audit entries without another detail. Must not name people, because
   * erasures do not look here.
   */
  detail?: string;
  /** Adds a warning to the provisioning event. */
  warn?: (warning: { code: string; detail: string }) => void;
}

/** The program itself. */
export const SYSTEM: Author = { kind: 'system', id: null, name: 'Declaree', via: 'system', address: null };

/** An author in the columns of a job, which makes its changes later. */
export interface AuthorColumns {
  authorKind: AuthorKind;
  authorId: string | null;
  author: string;
  via: Channel;
  address: string | null;
}

/** The columns of a job for its author. */
export function authorColumns({ kind, id, name, via, address }: Author): AuthorColumns {
  return { authorKind: kind, authorId: id, author: name, via, address };
}

/** The author of a job, who also makes its changes. */
export function authorOf({
  authorKind: kind,
  authorId: id,
  author: name,
  via,
  address,
}: AuthorColumns): Author {
  return { kind, id, name, via, address };
}

/** The author's name, marked if it comes from the command line. */
export function labelOf({ kind, name }: Author): string {
  return kind === 'command line' ? `${name} (command line)` : name;
}
