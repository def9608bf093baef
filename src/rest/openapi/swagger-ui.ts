import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pathOf } from '../../platform/http/request-path.js';

/** Of Swagger UI's distribution, what the page loads; the rest is other builds and their source maps. */
const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'index.css', 'favicon-32x32.png'];

/** Swagger UI draws with images inlined in its styles, and asks nobody but this server. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * Swagger UI at `/docs`, from this server alone. The page is our own because Nest's has inline styles, which
 * would have to be allowed, and brings all of Swagger UI's distribution with it.
 */
export async function serveSwaggerUi(fastify: FastifyInstance): Promise<void> {
  fastify.get('/docs', { helmet: { contentSecurityPolicy: CONTENT_SECURITY_POLICY } }, (request, reply) => {
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

/** `base` leads from the page's own address to its files, whatever stands before `/docs` behind a proxy. */
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

// Without credentials of the browser's own: a request carries what was put into Authorize, and nothing else.
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
