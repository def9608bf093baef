import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from '../../common/once.js';
import { createOpenApiDocument } from './openapi-document.js';
import { serveSwaggerUi } from './swagger-ui.js';

/** Swagger UI at `/docs` and the OpenAPI document at `/docs/openapi.json`. */
export async function serveDocumentation(app: NestFastifyApplication): Promise<void> {
  // Created on the first request: it inspects every controller, which would slow down the start. All answers share its bytes,
  // so that readers who are slow cost no memory.
  const bytes = once(() => Buffer.from(JSON.stringify(createOpenApiDocument(app))));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/docs/openapi.json', (_, reply) =>
    reply.type('application/json; charset=utf-8').send(bytes()),
  );
  await serveSwaggerUi(fastify);
}
