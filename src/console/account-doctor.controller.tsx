import { Get, Param } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Doctor } from '../doctor/doctor.service.js';
import { AccountTabs } from './components/account-tabs.js';
import { DoctorReport } from './components/doctor-report.js';
import { OperatorPages } from './console-pages.js';
import type { WebPage } from './web-page.js';

@OperatorPages('accounts/:id/doctor')
export class AccountDoctorController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountsService,
    private readonly doctor: Doctor,
  ) {}

  @Get()
  async examine(@Param('id') id: string): Promise<WebPage> {
    const account = await this.unitOfWork.readPlatform((tx) => this.accounts.getById(tx, id));
    const checks = await this.doctor.examine(id);
    return {
      title: `${account.name}: doctor`,
      lead: 'Everything that provisioning depends on, checked just now. Checking changes nothing.',
      body: (
        <>
          <AccountTabs id={id} />
          <DoctorReport checks={checks} again={`/accounts/${id}/doctor`} />
        </>
      ),
    };
  }
}
