import { Injectable } from '@nestjs/common';
import { foldKey } from '../../common/fold-key.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { OrganizationsService } from '../../organizations/organizations.service.js';
import { ReportingLinesService } from '../../users/reporting-lines.service.js';
import { NO_MANAGER, type ManagerFields, type StoredUser } from '../../users/user-fields.js';
import type { ScimObject } from '../protocol/value.js';
import { ENTERPRISE, EXPENSE } from './user-attributes.js';
import { extensionText, managerOf, type ManagerReference } from './user-mapper.js';
import type { Warning } from './warning.js';

type PlacedOrganization = Organization & { warning: Warning | null };
type Organization = Pick<StoredUser, 'organizationId' | 'organizationLabel' | 'requestedOrganization'>;
type Manager = ManagerFields & Pick<StoredUser, 'managerDisplayName'>;

/** Where a user stands, as its document says: in which organization, and under which manager. */
export type Placement = Organization & Manager & { warning: Warning | null };

/** What becomes of a user's document. */
export interface DocumentChange {
  before: ScimObject;
  after: ScimObject;
  /** The request says that there is no manager, so that one who has left is waited for no longer. */
  clearsManager: boolean;
  /** The request says that there is no role. */
  clearsRole: boolean;
  /** The request has an expense organization, be it the one that the user has already. */
  namesOrganization: boolean;
}

/**
 * Finds the organization and the manager that a document names. A name that fits none is kept as sent and never
 * fails the request: the organization stays the default, the manager is bound once it arrives.
 */
@Injectable()
export class PlacementService {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly lines: ReportingLinesService,
  ) {}

  /** For a new user: the expense organization goes before the enterprise one, and that before the default. */
  async forNewUser(
    tx: AccountTransaction,
    document: ScimObject,
    defaultOrganizationId: string,
  ): Promise<Placement> {
    const requested = extensionText(document, EXPENSE, 'organization');
    const wishes = [requested, extensionText(document, ENTERPRISE, 'organization')];
    const routed = await this.route(tx, wishes.filter(isText), defaultOrganizationId);
    return {
      ...routed,
      requestedOrganization: requested ?? null,
      ...(await this.managerNamed(tx, managerOf(document))),
    };
  }

  /** For a changed user: stays where it is unless the document now names another place. */
  async forChangedUser(
    tx: AccountTransaction,
    current: StoredUser,
    change: DocumentChange,
  ): Promise<Placement> {
    const { before, after, clearsManager } = change;
    const was = managerOf(before);
    const is = managerOf(after);
    const isCleared = clearsManager && is.value === undefined && is.managerId === undefined;
    const isSame = !isCleared && was.value === is.value && was.managerId === is.managerId;
    const manager = isSame ? current : await this.managerNamed(tx, newReference(was, is), current.id);
    const { managerId, managerDisplayName, managerReference, managerByValue, managerLeft } = manager;
    return {
      ...(await this.organizationAfter(tx, current, change)),
      managerId,
      managerDisplayName,
      managerReference,
      managerByValue,
      managerLeft,
    };
  }

  private async organizationAfter(
    tx: AccountTransaction,
    current: StoredUser,
    { before, after, namesOrganization }: DocumentChange,
  ): Promise<PlacedOrganization> {
    const requested = extensionText(after, EXPENSE, 'organization');
    const isChanged = requested !== extensionText(before, EXPENSE, 'organization');
    const requestedOrganization = isChanged ? (requested ?? null) : current.requestedOrganization;
    const enterprise = extensionText(after, ENTERPRISE, 'organization');
    const isMoved =
      requestedOrganization === null && enterprise !== extensionText(before, ENTERPRISE, 'organization');
    // Such an organization may have come since: the same profile sent again then brings the user there.
    const isRepeated = namesOrganization && requestedOrganization !== null;
    const wish = isChanged || isRepeated ? requested : isMoved ? enterprise : undefined;
    if (wish === undefined || (!isChanged && isPlaced(current, wish))) {
      const { organizationId, organizationLabel } = current;
      return { organizationId, organizationLabel, requestedOrganization, warning: null };
    }
    return { ...(await this.route(tx, [wish], current.organizationId)), requestedOrganization };
  }

  private async route(tx: AccountTransaction, wishes: readonly string[], otherwise: string) {
    const { organization, unmatched } = await this.organizations.route(tx, wishes, otherwise);
    const [wish] = unmatched;
    const warning =
      wish === undefined
        ? null
        : {
            code: 'unknown-organization',
            detail:
              `No organization of this account is named "${wish}"; the user is in "${organization.name}". ` +
              'Correct the name in the identity provider, or add such an organization in Declaree.',
          };
    return { organizationId: organization.id, organizationLabel: organization.name, warning };
  }

  /**
   * `value` is an id of ours, or failing that an externalId, which is what `managerId` always is. One who is not
   * there, or is the user `of` itself, is awaited under the name that was sent.
   */
  private async managerNamed(
    tx: AccountTransaction,
    { value, managerId }: ManagerReference,
    of?: string,
  ): Promise<Manager> {
    for (const reference of [value, managerId].filter(isText)) {
      const found = await this.lines.findManager(tx, reference, of);
      if (!found) continue;
      const { id, displayName } = found;
      const managerReference = id === reference ? (managerId ?? null) : reference;
      return { ...named(managerReference, managerId), managerId: id, managerDisplayName: displayName };
    }
    return { ...named(managerId ?? value ?? null, managerId), managerDisplayName: null };
  }
}

/**
 * Okta's PUT is the manager that it has read with one of the two references replaced; the other is an echo, and
 * still means the former manager. Where both are new, both are meant.
 */
function newReference(was: ManagerReference, is: ManagerReference): ManagerReference {
  const { value, managerId } = is;
  if (value === undefined || managerId === undefined) return is;
  if (managerId === was.managerId) return { value };
  return value === was.value && was.managerId !== undefined ? { managerId } : is;
}

/** A reference as it is kept, and whether it came as `value` for want of a `managerId`. */
function named(managerReference: string | null, managerId: string | undefined): ManagerFields {
  const managerByValue = managerReference !== null && managerId === undefined;
  return { ...NO_MANAGER, managerReference, managerByValue };
}

function isPlaced({ organizationId, organizationLabel }: StoredUser, wish: string): boolean {
  return wish === organizationId || foldKey(wish) === foldKey(organizationLabel);
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
