import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { DISCOVERY_SCHEMAS } from '../../scim/http/discovery-schemas.docs.js';
import { MESSAGE_SCHEMAS } from '../../scim/http/message-schemas.docs.js';
import { RESOURCE_SCHEMAS } from '../../scim/http/resource-schemas.docs.js';
import { withBodyExamples } from './body-examples.js';
import { withRefusals } from './documented-refusals.js';
import { withPathExamples } from './path-examples.js';
import { PROBLEM_SCHEMA } from './problem-schema.js';

const DESCRIPTION = `
Declaree's people, groups and organizations: **SCIM 2.0** for identity providers such as Okta and Microsoft
Entra ID, and a **REST** interface for everything else.

**Try it:** press *Authorize*, enter a user name and a password, open an operation and press *Execute*. With the
demo data that the first start creates, the user name is \`okta@acme.example\` for SCIM and
\`support@declaree.example\` for Support; the password was printed at that start. The examples use the demo data
and work as they are, except for the passwords and the token from a mail, which are made up. Requests are sent to
this server and change its data.

Paths are case-insensitive and may end with a slash. The \`detail\` of a refusal says what to change; quote the
header \`x-request-id\` of the answer when you contact Declaree support.
`;

/** The tags of the document, in reading order. */
const TAGS = {
  'SCIM Users':
    "Create, find, change and deactivate the account's users. For accounts with the SCIM module on, with the credentials of a user with the role `admin`. Bodies may also have the type `application/json`.",
  'SCIM Groups':
    'Create, find, rename and delete groups, and change their members. Okta calls this group push.',
  'SCIM Bulk and search': 'Several changes in one request, and searches over users and groups together.',
  'SCIM Discovery': 'What the service can do and which attributes it knows.',
  Authentication: 'Log in and out, see your sessions, change or reset your password.',
  'API keys': 'Keys to use instead of user name and password, for identity providers and other programs.',
  'OAuth clients':
    "The connections of the account: clients that get access tokens for SCIM from `/oauth/token` (OAuth 2.0). For the account's administrators.",
  Organizations: "The legal entities of the account, in a tree. For the account's administrators.",
  Users: "The people of the account and their roles. For the account's administrators.",
  Groups: "Groups of users. For the account's administrators.",
  Expenses: 'Expense reports and who approves them. For all people of accounts with the expenses module on.',
  Notifications:
    "Mails and signed webhooks for administrators, and what was sent. For the account's administrators.",
  'Audit trail': 'Who changed what, over which interface and from where.',
  Provisioning: 'What the identity provider changed, and why requests failed.',
  Support: "For Declaree's support staff: customers' accounts and their modules.",
  Health: 'For load balancers and monitoring.',
};

/** The OpenAPI 3.1 document of SCIM and REST, generated from the controllers and the attribute tables. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, configuration(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, ...SCIM_SCHEMAS, Problem: PROBLEM_SCHEMA };
  const complete = { ...document, components: { ...document.components, schemas } };
  return withPathExamples(withBodyExamples(withRefusals(complete)));
}

const SCIM_SCHEMAS = { ...RESOURCE_SCHEMAS, ...MESSAGE_SCHEMAS, ...DISCOVERY_SCHEMAS };

function configuration() {
  const builder = new DocumentBuilder()
    .setTitle('Declaree')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addServer('/')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: BASIC }, 'basic')
    // `addBearerAuth` would call the token a JWT.
    .addSecurity('bearer', { type: 'http', scheme: 'bearer', description: BEARER })
    .addOAuth2(
      {
        type: 'oauth2',
        description: OAUTH,
        flows: {
          clientCredentials: { tokenUrl: '/oauth/token', scopes: { scim: 'Provisioning over SCIM' } },
        },
      },
      'oauth2',
    );
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  return builder.build();
}

const BASIC =
  'User name and password. If several accounts have the user name, the password decides. `account-slug/userName` selects one account.';

const OAUTH =
  'A connection of the account, for SCIM only: enter the client id and the client secret of an OAuth client of the kind `secret`.';

const BEARER =
  'An API key of an administrator, for SCIM and REST; or the session token from the login, for REST only.';
