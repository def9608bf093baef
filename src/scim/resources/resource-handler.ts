import type { UserPrincipal } from '../../auth/principal.js';
import type { Waiter } from '../../common/waiter.js';
import type { AnswerRoom } from './answer-room.js';
import type { ListQuery } from '../protocol/list-query.js';
import type { ScimObject } from '../protocol/value.js';

/** On whose behalf a request acts, and where its service is. */
export interface ScimContext {
  principal: UserPrincipal;
  /** The service's own URL without a slash at its end, such as `https://app.declaree.com/SCIM/v2`. */
  baseUrl: string;
  /** The product that the client names in its `User-Agent`; null where it names none. */
  client: string | null;
  /** When the request came in, or the operation of a bulk request began, on the clock of `performance.now()`. */
  startedAt: number;
  /** For the answer to the request. */
  room: AnswerRoom;
  /** The client: what it asked for is dropped when it leaves before that has begun. */
  waiter?: Waiter | undefined;
}

/** What goes with a request on one resource: which attributes to answer with, and which version it is for. */
export interface RequestOptions {
  attributes?: string | readonly string[] | undefined;
  excludedAttributes?: string | readonly string[] | undefined;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

/** What a request leads to, before HTTP: the status and, where there is one, the resource with its version. */
export interface Answer {
  status: 200 | 201 | 204 | 304;
  body?: ScimObject;
  /** The id of the one resource that the answer is about. */
  id?: string;
  /** Its entity tag. */
  version?: string;
  location?: string;
}

/**
 * What a resource type can do. Every method throws ScimError for what the protocol refuses and DomainError for
 * what the domain refuses: `not-found`, `conflict`, `forbidden`, `stale` where `If-Match` names another version.
 */
export interface ResourceHandler {
  create(context: ScimContext, body: unknown, options: RequestOptions): Promise<Answer>;
  get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer>;
  list(context: ScimContext, query: ListQuery): Promise<Answer>;
  replace(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer>;
  patch(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer>;
  delete(context: ScimContext, id: string, options: RequestOptions): Promise<Answer>;
}
