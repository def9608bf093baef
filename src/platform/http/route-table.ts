import { Injectable } from '@nestjs/common';
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way';
import type { DomainError } from '../../common/errors.js';
import { methodNotAllowed, unknownPath } from './refusals.js';

/** Ignores case and trailing slashes: Declaree's published guide writes /SCIM/v2/, and clients vary. */
export const ROUTER_OPTIONS = { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 1024 };

/** Knows all paths and their methods, to distinguish 404 from 405. */
@Injectable()
export class RouteTable {
  private readonly methods = new Map<string, Set<string>>();
  private readonly router: Instance<HTTPVersion.V1> = findMyWay(ROUTER_OPTIONS);

  /** Adds a registered route. Ignores catch-all routes. */
  add({ url, method }: { url: string; method: string | readonly string[] }): void {
    if (url.endsWith('*') || method.includes('TRACE')) return;
    const path = url.length > 1 && url.endsWith('/') ? url.slice(0, -1) : url;
    let known = this.methods.get(path);
    if (!known) {
      known = new Set();
      this.methods.set(path, known);
      this.router.on('GET', path, () => undefined, known);
    }
    for (const one of [method].flat()) known.add(one);
  }

  /** The error for a request without a route: `method-not-allowed` on a known path, else `not-found`. */
  refusal(method: string, path: string): DomainError {
    const methods = this.methodsAt(path);
    return methods && !methods.has(method)
      ? methodNotAllowed(method, [...methods].toSorted())
      : unknownPath(path);
  }

  /**
   * Throws `method-not-allowed` if the path only has other methods. The router matches the method first, and so takes
   * the `.search` of `GET /Users/.search` for an id.
   */
  requireMethod(method: string, path: string): void {
    const methods = this.methodsAt(path);
    if (methods && !methods.has(method)) throw methodNotAllowed(method, [...methods].toSorted());
  }

  /** The methods of the best matching path: literal segments take precedence over parameters. */
  private methodsAt(path: string): ReadonlySet<string> | undefined {
    return this.router.find('GET', path)?.store as ReadonlySet<string> | undefined;
  }
}
