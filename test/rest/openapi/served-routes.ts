import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from '../../support/app.js';

const BRANCH = /^((?:│ {3}| {4})*)[├└]── (\S+) \((.*)\)$/;
const INDENT = 4;

/**
 * Every route of the server, such as `GET /scim/v2/users/{}`: in lower case as in the router, with `{}` for each
 * parameter, without catch-alls, and without HEAD, which comes with each GET.
 */
export function servedRoutes(app: TestApp): string[] {
  const fastify = app.get(HttpAdapterHost).httpAdapter.getInstance<FastifyInstance>();
  const branch: string[] = [];
  return fastify
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = BRANCH.exec(line) ?? [];
      branch.splice(indent.length / INDENT, Infinity, part);
      const served = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD');
      // Only a catch-all accepts such a method.
      if (served.includes('TRACE')) return [];
      return served.map((method) => `${method} ${routePath(branch.join(''))}`);
    });
}

/** Normalizes a path of the router or the document to the form of `servedRoutes`. */
export function routePath(path: string): string {
  return path.toLowerCase().replace(/:[^/]+|\{[^/]+\}/g, '{}');
}
