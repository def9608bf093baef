import { Injectable } from '@nestjs/common';
import type { Page } from '../common/page.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { OrganizationsService, type OrganizationRow } from '../organizations/organizations.service.js';
import { noSuchOrganization } from './refusals.js';

/** The number of organizations up to which the form shows a list. Above it, people type a name. */
const MOST_CHOICES = 200;

/** The first organizations of an account by name, and the total. */
export type OrganizationChoices = Page<OrganizationRow>;

/** Lets people choose an organization in a form. */
@Injectable()
export class OrganizationChooser {
  constructor(private readonly organizations: OrganizationsService) {}

  choices(tx: AccountTransaction): Promise<OrganizationChoices> {
    return this.organizations.page(tx, { page: 1, limit: MOST_CHOICES });
  }

  /** Throws `not-found`. */
  get(tx: AccountTransaction, id: string): Promise<OrganizationRow> {
    return this.organizations.get(tx, id);
  }

  /** The id of the organization chosen or typed in the field; undefined if blank. Throws `invalid`. */
  async chosen(tx: AccountTransaction, text: string | undefined, field: string): Promise<string | undefined> {
    if (text === undefined) return undefined;
    const found = await this.organizations.findNamed(tx, text.trim());
    if (found) return found.id;
    throw noSuchOrganization(text, field);
  }
}
