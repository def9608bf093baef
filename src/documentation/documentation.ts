import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { serveSwaggerUi } from './swagger-ui.js';

/** Swagger UI at `/docs` and the OpenAPI document at `/docs/openapi.json`. */
export async function serveDocumentation(app: NestFastifyApplication): Promise<void> {
  const config = new DocumentBuilder()
    .setTitle('Declaree')
    .setOpenAPIVersion('3.1.0')
    .addBasicAuth({ type: 'http', scheme: 'basic' }, 'basic')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'docs/openapi.json',
  });
  await serveSwaggerUi(app.getHttpAdapter().getInstance());
}
