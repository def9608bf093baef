import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pathOf } from '../../platform/http/request-path.js';

/** The files of Swagger UI that the page loads; the others are alternative builds and source maps. */
const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'index.css', 'favicon-32x32.png'];

/** Swagger UI uses images inlined in its styles, and contacts only this server. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves Swagger UI at `/docs`, entirely from this server. We do not use Nest's page, because it needs inline styles
 * and serves the whole distribution of Swagger UI.
 */
export async function serveSwaggerUi(fastify: FastifyInstance): Promise<void> {
  fastify.get('/docs', (request, reply) => {
    void reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    const base = pathOf(request).endsWith('/') ? '.' : './docs';
    return reply.type('text/html; charset=utf-8').send(page(base));
  });
  fastify.get('/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(START));
  await fastify.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/docs/',
    wildcard: false,
    globIgnore: [`!(${ASSETS.join('|')})`],
    decorateReply: false,
  });
}

/** `base` is the relative path from the page to its files, so that it works behind a proxy with a path prefix. */
const page = (base: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Declaree API</title>
    <link rel="icon" href="${base}/favicon-32x32.png" />
    <link rel="stylesheet" href="${base}/swagger-ui.css" />
    <link rel="stylesheet" href="${base}/index.css" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${base}/swagger-ui-bundle.js"></script>
    <script src="${base}/start.js"></script>
  </body>
</html>
`;

// Omits the browser's own credentials: requests carry only what was entered under Authorize.
const START = `SwaggerUIBundle({
  url: new URL('openapi.json', document.currentScript.src).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: (request) => ({ ...request, credentials: 'omit' }),
});
`;
