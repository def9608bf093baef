import { ApiProperty } from '@nestjs/swagger';
import {
  CONNECTION_KINDS,
  type ConnectionKind,
} from '../../provisioning/ownership/managing-connection.entity.js';
import {
  MANAGED_STATES,
  MOST_DAYS,
  type ManagedState,
} from '../../provisioning/ownership/ownership-filter.js';
import { UNSEEN, type Ownership } from '../../provisioning/ownership/ownership.service.js';
import { Choice, ChoiceField, CountField, Id, TimeOrNull, Value } from '../../platform/http/fields.js';
import { SearchQuery } from '../page.dto.js';
import { StoredResponse } from './stored.dto.js';

/** A search in a list of users or groups. */
export class OwnedQuery extends SearchQuery {
  @ChoiceField(MANAGED_STATES, {
    presence: 'optional',
    description:
      'Only those that an identity provider has written (`managed`), has looked up but never written (`seen`), or has neither looked up nor written (`local`)',
  })
  managed?: ManagedState;

  @CountField('Only those that identity providers have seen before, but not in this many days', MOST_DAYS)
  notSeenDays?: number;
}

export class ManagerResponse {
  @Id('01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a61', 'Id of the user or of the OAuth connection')
  id: string;

  @Value('okta@acme.example', 'Its user name, or its name')
  name: string;

  @Choice(CONNECTION_KINDS, 'user', 'How it logs in: as a user by password, by API key, or through OAuth')
  kind: ConnectionKind;
}

/** Fields that users and groups share. */
export abstract class OwnedResponse extends StoredResponse {
  @ApiProperty({
    type: ManagerResponse,
    nullable: true,
    description:
      'The connection that last wrote it over SCIM, which will overwrite changes made here; null if none did',
  })
  managedBy: ManagerResponse | null;

  @TimeOrNull(
    '2026-03-02T09:00:00.000Z',
    'When an identity provider last looked it up or wrote it, to the hour; null if never',
  )
  lastSeenAt: string | null;
}

/** The fields of the answer; a resource without ownership has never been seen. */
export function ownershipResponse({ managedBy, lastSeenAt }: Ownership = UNSEEN): Pick<
  OwnedResponse,
  'managedBy' | 'lastSeenAt'
> {
  if (managedBy === null) return { managedBy, lastSeenAt };
  const { id, name, kind } = managedBy;
  return { managedBy: { id, name, kind }, lastSeenAt };
}
