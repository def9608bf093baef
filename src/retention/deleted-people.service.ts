import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { SYSTEM } from '../platform/database/author.js';
import { PersonErasure } from '../erasure/person-erasure.service.js';
import { SETTINGS } from '../config/settings.module.js';
import { daysBefore } from './days-before.js';

/** People who were deleted longer ago than the settings say. */
@Injectable()
export class DeletedPeople {
  constructor(
    private readonly erasure: PersonErasure,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Erases some of an account's, and says whether there were any. */
  async eraseDue(accountId: string, now: Date): Promise<boolean> {
    const instant = daysBefore(now, this.settings.deletedUserDays);
    return (await this.erasure.eraseDue(accountId, instant, SYSTEM)) > 0;
  }
}
