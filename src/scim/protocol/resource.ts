import { type ResourceType } from './schema/attribute.js';
import { type ScimObject, isComplex } from './value.js';

/** The parts of a whole resource. */
export interface ResourceParts {
  readonly id: string;
  readonly document: ScimObject;
  /** What only the service knows, such as `groups` and the manager's `displayName`, in the structure of the document. */
  readonly readOnly?: ScimObject;
  readonly meta: {
    /** RFC 3339, in UTC. */
    readonly created: string;
    readonly lastModified: string;
    /** The entity tag. */
    readonly version: string;
    /** An absolute URI. */
    readonly location: string;
  };
}

/** The whole resource for an answer (RFC 7643 §3), without attributes that are never returned. */
export function fullResource(
  type: ResourceType,
  { id, document, readOnly, meta }: ResourceParts,
): ScimObject {
  const content = readOnly ? overlay(document, readOnly) : document;
  const schemas = [type.schema.id];
  for (const extension of type.extensions) {
    if (content[extension.id] !== undefined) schemas.push(extension.id);
  }
  const resource: ScimObject = {
    schemas,
    id,
    ...content,
    meta: {
      resourceType: type.name,
      created: meta.created,
      lastModified: meta.lastModified,
      location: meta.location,
      version: meta.version,
    },
  };
  for (const { name, returned } of type.schema.attributes) {
    if (returned === 'never') delete resource[name];
  }
  return resource;
}

function overlay(document: ScimObject, added: ScimObject): ScimObject {
  const result = { ...document };
  for (const [name, value] of Object.entries(added)) {
    const below = result[name];
    result[name] = isComplex(value) && isComplex(below) ? overlay(below, value) : value;
  }
  return result;
}
