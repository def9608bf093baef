import { Injectable } from '@nestjs/common';
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way';
import { DomainError, notFound } from '../errors.js';

/** Knows every path that is served and with which methods, to tell an unknown path from an unserved method. */
@Injectable()
export class RouteTable {
  private readonly methods = new Map<string, Set<string>>();
  private readonly router: Instance<HTTPVersion.V1> = findMyWay({
    caseSensitive: false,
    ignoreTrailingSlash: true,
    maxParamLength: 1024,
  });

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
    const methods = this.router.find('GET', path)?.store as Set<string> | undefined;
    if (!methods) return notFound(`There is nothing at ${path}.`, { code: 'unknown-path' });
    const allow = [...methods].toSorted();
    return new DomainError(
      'method-not-allowed',
      `${method} is not possible here. Possible: ${allow.join(', ')}.`,
      {
        allow,
      },
    );
  }
}
