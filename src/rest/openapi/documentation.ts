import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { createOpenApiDocument } from './openapi-document.js';
import { serveSwaggerUi } from './swagger-ui.js';

/** Swagger UI at `/docs` and the OpenAPI document at `/docs/openapi.json`. */
export async function serveDocumentation(app: NestFastifyApplication): Promise<void> {
  // Created on the first request: it inspects every controller, which would slow down the start.
  SwaggerModule.setup('docs', app, () => createOpenApiDocument(app), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'docs/openapi.json',
  });
  await serveSwaggerUi(app.getHttpAdapter().getInstance());
}
