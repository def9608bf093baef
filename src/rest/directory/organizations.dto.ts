import { PageOf } from '../page.dto.js';
import type { OrganizationRow } from '../../organizations/organizations.service.js';
import { IdField, Text, TextField, Value } from '../../platform/http/fields.js';
import { StoredResponse } from './stored.dto.js';

const PARENT = '01981e2a-7c20-7d0e-8a11-64c1b7f0e2d9';
const ABOUT_PARENT = 'Id of the parent organization; null at the top level';

abstract class OrganizationInput {
  @IdField('clearable', ABOUT_PARENT, PARENT)
  parentId?: string | null;
}

export class NewOrganizationRequest extends OrganizationInput {
  @TextField({ description: 'Unique in the account, in any letter case', max: 320, example: 'Acme France' })
  name: string;
}

/** The fields to change; the others stay as they are. */
export class OrganizationChangesRequest extends OrganizationInput {
  @TextField({ presence: 'optional', max: 320, example: 'Acme France' })
  name?: string;
}

export class OrganizationResponse extends StoredResponse implements OrganizationRow {
  @Value('Acme France')
  name: string;

  @Text(PARENT, ABOUT_PARENT)
  parentId: string | null;
}

export class OrganizationPageResponse extends PageOf(OrganizationResponse) {}
