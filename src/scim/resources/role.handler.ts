import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ifNoneMatchHits, weakETag } from '../../common/entity-tag.js';
import { GRANTABLE_ROLES, type GrantableRole } from '../../users/user.entity.js';
import type { ListQuery } from '../protocol/list-query.js';
import { parseProjection, project } from '../protocol/projection.js';
import { fullResource } from '../protocol/resource.js';
import { ROLE } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import { fixedList } from './fixed-list.js';
import { ListReader, pageResponse } from './list-reader.js';
import { noSuchRole } from './refusals.js';
import type { Answer, RequestOptions, ScimContext } from './resource-handler.js';

/** The roles that SCIM can assign, with texts for those who assign them. */
const TEXTS: Readonly<Record<GrantableRole, { displayName: string; description: string }>> = {
  employee: { displayName: 'Employee', description: 'Submits their own expense reports.' },
  approver: { displayName: 'Approver', description: 'Gives expense reports their final approval.' },
  accountant: {
    displayName: 'Accountant',
    description: 'Reads all expense reports of the organization, and changes none.',
  },
  controller: { displayName: 'Controller', description: 'Checks expense reports before they are approved.' },
};

/** When the texts were last changed. Roles are part of the program, so this is not in the database. */
const WRITTEN_AT = '2026-11-29T00:00:00.000Z';

/** `/Roles`, before HTTP: the same for every account, and never `admin`, which SCIM cannot assign. */
@Injectable()
export class RoleHandler {
  constructor(private readonly lists: ListReader) {}

  /** Throws ScimError like the lists of users. */
  async list({ principal, baseUrl }: ScimContext, query: ListQuery): Promise<Answer> {
    const projection = parseProjection(ROLE, query);
    const source = fixedList(
      ROLE,
      GRANTABLE_ROLES.map((id) => resource(id, baseUrl)),
      query,
    );
    const list = await this.lists.prepare([principal.accountId, ROLE.name], query);
    const page = await list.read(source);
    const resources = page.rows.map((row) => project(ROLE, row.resource, projection));
    return { status: 200, body: pageResponse(query, page, resources) };
  }

  /** Throws `not-found`. */
  get({ baseUrl }: ScimContext, id: string, options: RequestOptions): Answer {
    const projection = parseProjection(ROLE, options);
    const role = GRANTABLE_ROLES.find((each) => each === id);
    if (!role) throw noSuchRole(id);
    const facts = { id, location: locationOf(role, baseUrl), version: versionOf(role) };
    if (ifNoneMatchHits(options.ifNoneMatch, facts.version)) return { ...facts, status: 304 };
    return { ...facts, status: 200, body: project(ROLE, resource(role, baseUrl), projection) };
  }
}

function resource(id: GrantableRole, baseUrl: string): ScimObject {
  return fullResource(ROLE, {
    id,
    document: { ...TEXTS[id] },
    meta: {
      created: WRITTEN_AT,
      lastModified: WRITTEN_AT,
      version: versionOf(id),
      location: locationOf(id, baseUrl),
    },
  });
}

const locationOf = (id: GrantableRole, baseUrl: string) => `${baseUrl}${ROLE.endpoint}/${id}`;

/** A new release may change the texts. */
const versionOf = (id: GrantableRole) =>
  weakETag(1, hash('sha256', JSON.stringify(TEXTS[id]), 'base64url').slice(0, 16));
