import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { SYSTEM } from '../platform/database/author.js';
import { PersonErasure } from '../erasure/person-erasure.service.js';
import { SETTINGS } from '../config/settings.module.js';
import { daysBefore } from './days-before.js';

/** Erases users who were deleted longer ago than `deletedUserDays`. */
@Injectable()
export class DeletedPeople {
  constructor(
    private readonly erasure: PersonErasure,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Erases one batch in an account. Returns false if there was nobody to erase. */
  async eraseDue(accountId: string, now: Date): Promise<boolean> {
    const before = daysBefore(now, this.settings.deletedUserDays);
    return (await this.erasure.eraseDue(accountId, before, SYSTEM)) > 0;
  }
}
