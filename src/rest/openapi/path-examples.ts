import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { withOperations } from './operations.js';

/** By the path and the name of the parameter: whoever or whatever of the demo data has that id. */
const IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/api/v1/users/{id}': { id: DEMO_IDS.elise },
  '/api/v1/users/{id}/erase': { id: DEMO_IDS.anna },
  '/api/v1/groups/{id}': { id: DEMO_IDS.approvers },
  '/api/v1/groups/{id}/members/{userId}': { id: DEMO_IDS.approvers, userId: DEMO_IDS.thomas },
};

/** The document with an id for each path of REST that the demo data have one for, so that it can be tried as it stands. */
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
    return { ...parameter, examples: { demo: { summary: 'Of the demo data', value } } };
  });
  return { ...operation, parameters };
}
