import { Injectable } from '@nestjs/common';
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way';
import { DomainError, notFound } from '../../common/errors.js';

/**
 * How paths are told apart. Declaree's published guide writes /SCIM/v2/ with capitals and a slash at the end; clients
 * write what they like.
 */
export const ROUTER_OPTIONS = { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 1024 };

/** Knows every path that is served and with which methods, to tell an unknown path from an unserved method. */
@Injectable()
export class RouteTable {
  private readonly methods = new Map<string, Set<string>>();
  private readonly router: Instance<HTTPVersion.V1> = findMyWay(ROUTER_OPTIONS);

  /** Takes a route as the server registers it. Catch-alls, for any path or any method, are no served paths. */
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

  /** The refusal of a request that no route serves: `method-not-allowed` on a known path, else `not-found`. */
  refusal(method: string, path: string): DomainError {
    const methods = this.methodsAt(path);
    return methods && !methods.has(method)
      ? methodNotAllowed(method, methods)
      : notFound(`There is nothing at ${path}.`, { code: 'unknown-path' });
  }

  /**
   * Throws `method-not-allowed` on a path that is served with other methods only. The server looks for a route with
   * the method first, and so takes the `.search` of `GET /Users/.search` for an id.
   */
  requireMethod(method: string, path: string): void {
    const methods = this.methodsAt(path);
    if (methods && !methods.has(method)) throw methodNotAllowed(method, methods);
  }

  /** The methods of the known path that fits best: one with a name goes before one with a parameter in its place. */
  private methodsAt(path: string): ReadonlySet<string> | undefined {
    return this.router.find('GET', path)?.store as ReadonlySet<string> | undefined;
  }
}

function methodNotAllowed(method: string, methods: ReadonlySet<string>): DomainError {
  const allow = [...methods].toSorted();
  const detail = `${method} is not possible here. Possible: ${allow.join(', ')}.`;
  return new DomainError('method-not-allowed', detail, { allow });
}
