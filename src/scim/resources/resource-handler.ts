import type { Provisioner } from '../../auth/principal.js';
import type { Waiter } from '../../common/waiter.js';
import type { AnswerRoom } from './answer-room.js';
import type { ListQuery } from '../protocol/list-query.js';
import type { ScimObject } from '../protocol/value.js';

/** Who sent a request, and the URL of the service. */
export interface ScimContext {
  principal: Provisioner;
  /** The service's own URL without a trailing slash, such as `https://app.declaree.com/SCIM/v2`. */
  baseUrl: string;
  /** The product that the client names in its `User-Agent`; null if it names none. */
  client: string | null;
  /** When the request arrived, or the operation of a bulk request started, in `performance.now()` time. */
  startedAt: number;
  /** The memory for the answer. */
  room: AnswerRoom;
  /** The client: if it disconnects before the work has started, the work is dropped. */
  waiter?: Waiter | undefined;
}

/** The attributes to return, and the version that the request is for. */
export interface RequestOptions {
  attributes?: string | readonly string[] | undefined;
  excludedAttributes?: string | readonly string[] | undefined;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
}

/** The answer to a request, before HTTP: the status and, if there is one, the resource with its version. */
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
 * The operations of a resource type. Every method throws ScimError for protocol errors, and DomainError for errors of
 * the domain: `not-found`, `conflict`, `forbidden`, `stale` if `If-Match` names another version.
 */
export interface ResourceHandler {
  create(context: ScimContext, body: unknown, options: RequestOptions): Promise<Answer>;
  get(context: ScimContext, id: string, options: RequestOptions): Promise<Answer>;
  list(context: ScimContext, query: ListQuery): Promise<Answer>;
  replace(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer>;
  patch(context: ScimContext, id: string, body: unknown, options: RequestOptions): Promise<Answer>;
  delete(context: ScimContext, id: string, options: RequestOptions): Promise<Answer>;
}
