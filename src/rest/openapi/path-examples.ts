import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { withOperations } from './operations.js';

/** Ids from the demo data, by path and parameter name. */
const IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/api/v1/users/{id}': { id: DEMO_IDS.elise },
  '/api/v1/users/{id}/erase': { id: DEMO_IDS.anna },
  '/api/v1/groups/{id}': { id: DEMO_IDS.approvers },
  '/api/v1/groups/{id}/members/{userId}': { id: DEMO_IDS.approvers, userId: DEMO_IDS.thomas },
};

/** Adds ids from the demo data to the paths of REST, so that operations can be tried without editing. */
export function withPathExamples(document: OpenAPIObject): OpenAPIObject {
  return withOperations(document, (operation, path) => {
    const ids = IDS[path];
    return ids ? withIds(operation, ids) : operation;
  });
}

function withIds(operation: OperationObject, ids: Readonly<Record<string, string>>): OperationObject {
  const parameters = (operation.parameters ?? []).map((parameter) => {
    const value = 'name' in parameter && parameter.in === 'path' ? ids[parameter.name] : undefined;
    if (value === undefined) return parameter;
    return { ...parameter, examples: { demo: { summary: 'From the demo data', value } } };
  });
  return { ...operation, parameters };
}
