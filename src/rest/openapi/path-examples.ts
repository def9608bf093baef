import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { withOperations } from './operations.js';

type Ids = Readonly<Record<string, string>>;

/** Ids from the demo data, by path and parameter name. */
const IDS: Readonly<Record<string, Ids>> = {
  '/api/v1/auth/sessions/{id}': { id: DEMO_IDS.session },
  '/api/v1/api-keys/{id}': { id: DEMO_IDS.key },
  '/api/v1/oauth-clients/{id}': { id: DEMO_IDS.connection },
  '/api/v1/oauth-clients/{id}/secrets': { id: DEMO_IDS.connection },
  '/api/v1/oauth-clients/{id}/secrets/{secretId}': {
    id: DEMO_IDS.connection,
    secretId: DEMO_IDS.clientSecret,
  },
  '/api/v1/provisioning/runs/{id}': { id: DEMO_IDS.run },
  '/api/v1/notifications/webhooks/{id}': { id: DEMO_IDS.webhook },
  '/api/v1/notifications/webhooks/{id}/secret': { id: DEMO_IDS.webhook },
  '/api/v1/notifications/webhooks/{id}/test': { id: DEMO_IDS.webhook },
  '/api/v1/notifications/deliveries/{id}/resend': { id: DEMO_IDS.delivery },
  '/api/v1/provisioning/alarms/{id}/acknowledge': { id: DEMO_IDS.alarm },
  '/api/v1/provisioning/runs/{id}/changes.csv': { id: DEMO_IDS.run },
  '/api/v1/provisioning/runs/{id}/changes.jsonl': { id: DEMO_IDS.run },
  '/api/v1/provisioning/runs/{id}/undo': { id: DEMO_IDS.run },
  '/api/v1/provisioning/events/{id}': { id: DEMO_IDS.changeEvent },
  '/api/v1/provisioning/events/{id}/effects': { id: DEMO_IDS.changeEvent },
  '/api/v1/expense-reports/{id}': { id: DEMO_IDS.openReport },
  '/api/v1/expense-reports/{id}/submit': { id: DEMO_IDS.openReport },
  '/api/v1/expense-reports/{id}/retract': { id: DEMO_IDS.ownSubmittedReport },
  '/api/v1/expense-reports/{id}/approve': { id: DEMO_IDS.submittedReport },
  '/api/v1/expense-reports/{id}/reject': { id: DEMO_IDS.doubtfulReport },
  '/api/v1/expense-reports/{id}/close': { id: DEMO_IDS.approvedReport },
  '/api/v1/expense-reports/{id}/reassign': { id: DEMO_IDS.waitingReport },
  '/api/v1/organizations/{id}/approval-policy': { id: DEMO_IDS.acmeNl },
  '/api/v1/deputies/{id}': { id: DEMO_IDS.deputy },
  '/api/v1/users/{id}/offboarding': { id: DEMO_IDS.lotte },
  '/api/v1/jobs/{id}': { id: DEMO_IDS.job },
  '/api/v1/provisioning/runs/{id}/changes': { id: DEMO_IDS.run },
  '/api/v1/organizations/{id}': { id: DEMO_IDS.acmeBe },
  '/api/v1/users/{id}': { id: DEMO_IDS.elise },
  '/api/v1/users/{id}/erase': { id: DEMO_IDS.anna },
  '/api/v1/groups/{id}': { id: DEMO_IDS.approvers },
  '/api/v1/groups/{id}/members/{userId}': { id: DEMO_IDS.sales, userId: DEMO_IDS.thomas },
  '/api/v1/support/accounts/{id}': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/modules/scim': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/modules/expenses': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/audit': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/audit/{entryId}/unmask': { id: DEMO_IDS.acme, entryId: DEMO_IDS.entry },
  '/api/v1/support/accounts/{id}/events': { id: DEMO_IDS.globex },
  '/api/v1/support/accounts/{id}/events/{eventId}': { id: DEMO_IDS.globex, eventId: DEMO_IDS.event },
  '/api/v1/support/accounts/{id}/events.csv': { id: DEMO_IDS.globex },
  '/api/v1/support/accounts/{id}/failures': { id: DEMO_IDS.globex },
  '/api/v1/support/accounts/{id}/events/{eventId}/unmask': { id: DEMO_IDS.globex, eventId: DEMO_IDS.event },
  '/api/v1/support/accounts/{id}/provisioning-settings': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/provisioning/runs': { id: DEMO_IDS.acme },
  '/api/v1/support/accounts/{id}/provisioning/runs/{runId}': { id: DEMO_IDS.acme, runId: DEMO_IDS.run },
  '/api/v1/support/accounts/{id}/provisioning/runs/{runId}/changes': {
    id: DEMO_IDS.acme,
    runId: DEMO_IDS.run,
  },
  '/api/v1/support/accounts/{id}/provisioning/runs/{runId}/undo': { id: DEMO_IDS.acme, runId: DEMO_IDS.run },
  '/api/v1/support/accounts/{id}/jobs/{jobId}': { id: DEMO_IDS.acme, jobId: DEMO_IDS.job },
  '/api/v1/support/accounts/{id}/doctor': { id: DEMO_IDS.acme },
  '/api/v1/support/oauth-clients/{id}': { id: DEMO_IDS.oldCatalogueClient },
  '/api/v1/support/oauth-clients/{id}/secrets': { id: DEMO_IDS.catalogueClient },
  '/api/v1/support/oauth-clients/{id}/secrets/{secretId}': {
    id: DEMO_IDS.catalogueClient,
    secretId: DEMO_IDS.catalogueSecret,
  },
  '/api/v1/support/operators/{id}': { id: DEMO_IDS.formerOperator },
};

/** Ids by operation, if the id of its path must stay usable for other operations. */
const OWN_IDS: Readonly<Record<string, Ids>> = {
  AccountRemoval_remove: { id: DEMO_IDS.globex },
  ExpenseReports_change: { id: DEMO_IDS.spareReport },
  ExpenseReports_remove: { id: DEMO_IDS.spareReport },
  OauthClientChanges_change: { id: DEMO_IDS.signingConnection },
  OauthClients_revoke: { id: DEMO_IDS.oldConnection },
  Webhooks_remove: { id: DEMO_IDS.oldWebhook },
};

/** Adds ids from the demo data to the paths of REST, so that operations can be tried without editing. */
export function withPathExamples(document: OpenAPIObject): OpenAPIObject {
  return withOperations(document, (operation, path) => {
    const ids = OWN_IDS[operation.operationId ?? ''] ?? IDS[path];
    return ids ? withIds(operation, ids) : operation;
  });
}

function withIds(operation: OperationObject, ids: Ids): OperationObject {
  const parameters = (operation.parameters ?? []).map((parameter) => {
    const value = 'name' in parameter && parameter.in === 'path' ? ids[parameter.name] : undefined;
    if (value === undefined) return parameter;
    return { ...parameter, examples: { demo: { summary: 'From the demo data', value } } };
  });
  return { ...operation, parameters };
}
