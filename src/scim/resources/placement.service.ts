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

/** The organization and manager of a user, as its document says. */
export type Placement = Organization & Manager & { warning: Warning | null };

/** A change of a user's document. */
export interface DocumentChange {
  before: ScimObject;
  after: ScimObject;
  /** The request clears the manager, so the user stops waiting for one who has left. */
  clearsManager: boolean;
  /** The request assigns the role, which a user may have from elsewhere already. */
  assignsRole: boolean;
  /** The request clears the role. */
  clearsRole: boolean;
  /** The request has an expense organization, even if it is the user's current one. */
  namesOrganization: boolean;
}

/**
 * Finds the organization and the manager that a document names. An unknown name is kept as sent and never fails the
 * request: the user stays in the default organization, and gets the manager once it arrives.
 */
@Injectable()
export class PlacementService {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly reportingLines: ReportingLinesService,
  ) {}

  /** For a new user: the expense organization takes precedence over the enterprise one, and that over the default. */
  async forNewUser(
    tx: AccountTransaction,
    document: ScimObject,
    defaultOrganizationId: string,
  ): Promise<Placement> {
    const requested = extensionText(document, EXPENSE, 'organization');
    const names = [requested, extensionText(document, ENTERPRISE, 'organization')];
    const routed = await this.route(tx, names.filter(isText), defaultOrganizationId);
    return {
      ...routed,
      requestedOrganization: requested ?? null,
      ...(await this.managerNamed(tx, managerOf(document))),
    };
  }

  /** For a changed user: nothing changes unless the document names another organization or manager. */
  async forChangedUser(
    tx: AccountTransaction,
    current: StoredUser,
    change: DocumentChange,
  ): Promise<Placement> {
    const { before, after, clearsManager } = change;
    const old = managerOf(before);
    const next = managerOf(after);
    const isCleared = clearsManager && next.value === undefined && next.managerId === undefined;
    const isSame = !isCleared && old.value === next.value && old.managerId === next.managerId;
    const manager = isSame ? current : await this.managerNamed(tx, newReference(old, next), current.id);
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
    // The organization may have been added since, so sending the same profile again moves the user there.
    const isRepeated = namesOrganization && requestedOrganization !== null;
    const name = isChanged || isRepeated ? requested : isMoved ? enterprise : undefined;
    if (name === undefined || (!isChanged && isPlaced(current, name))) {
      const { organizationId, organizationLabel } = current;
      return { organizationId, organizationLabel, requestedOrganization, warning: null };
    }
    return { ...(await this.route(tx, [name], current.organizationId)), requestedOrganization };
  }

  private async route(tx: AccountTransaction, names: readonly string[], defaultId: string) {
    const { organization, unmatched } = await this.organizations.route(tx, names, defaultId);
    const [unknownName] = unmatched;
    const warning =
      unknownName === undefined
        ? null
        : {
            code: 'unknown-organization',
            detail:
              `This account has no organization named "${unknownName}"; the user is in "${organization.name}". ` +
              'Correct the name in the identity provider, or add the organization in Declaree.',
          };
    return { organizationId: organization.id, organizationLabel: organization.name, warning };
  }

  /**
   * `value` is an id or else an externalId; `managerId` is always an externalId. If there is no such manager, or it is
   * the user `userId` itself, the reference is kept as sent until one arrives.
   */
  private async managerNamed(
    tx: AccountTransaction,
    { value, managerId }: ManagerReference,
    userId?: string,
  ): Promise<Manager> {
    for (const reference of [value, managerId].filter(isText)) {
      const found = await this.reportingLines.findManager(tx, reference, userId);
      if (!found) continue;
      const { id, displayName } = found;
      const managerReference = id === reference ? (managerId ?? null) : reference;
      return { ...named(managerReference, managerId), managerId: id, managerDisplayName: displayName };
    }
    return { ...named(managerId ?? value ?? null, managerId), managerDisplayName: null };
  }
}

/**
 * Okta's PUT sends the manager as it was read, with one of the two references replaced; the other one still names the
 * former manager. If both are new, both count.
 */
function newReference(old: ManagerReference, next: ManagerReference): ManagerReference {
  const { value, managerId } = next;
  if (value === undefined || managerId === undefined) return next;
  if (managerId === old.managerId) return { value };
  return value === old.value && old.managerId !== undefined ? { managerId } : next;
}

/** A reference as it is stored, and whether it was sent as `value` without a `managerId`. */
function named(managerReference: string | null, managerId: string | undefined): ManagerFields {
  const managerByValue = managerReference !== null && managerId === undefined;
  return { ...NO_MANAGER, managerReference, managerByValue };
}

function isPlaced({ organizationId, organizationLabel }: StoredUser, name: string): boolean {
  return name === organizationId || foldKey(name) === foldKey(organizationLabel);
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
