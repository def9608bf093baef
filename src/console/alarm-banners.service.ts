import { Injectable } from '@nestjs/common';
import { OpenAlarms, type AlarmRow } from '../provisioning/alarms/open-alarms.service.js';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isActiveAdmin } from '../users/administrators.service.js';

/** The alarms that every page shows to the administrators of an account. */
@Injectable()
export class AlarmBanners {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly alarms: OpenAlarms,
  ) {}

  /** The open alarms for the caller of a request; empty unless the caller is an administrator. */
  async of({ user }: AuthenticatedRequest): Promise<readonly AlarmRow[]> {
    if (user?.kind !== 'user' || !isActiveAdmin(user)) return [];
    return this.unitOfWork.read(user.accountId, (tx) => this.alarms.read(tx));
  }
}
