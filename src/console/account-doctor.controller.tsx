import { Get, Param } from '@nestjs/common';
import { Doctor } from '../doctor/doctor.service.js';
import { AccountFrames } from './account-frames.service.js';
import { DoctorReport } from './components/doctor-report.js';
import { OperatorPages } from './console-pages.js';
import type { WebPage } from './web-page.js';

@OperatorPages('accounts/:id/doctor')
export class AccountDoctorController {
  constructor(
    private readonly frames: AccountFrames,
    private readonly doctor: Doctor,
  ) {}

  @Get()
  examine(@Param('id') id: string): Promise<WebPage> {
    return this.frames.around(id, async () => ({
      title: 'Doctor',
      lead: 'Everything that provisioning depends on, checked just now. Checking changes nothing.',
      body: <DoctorReport checks={await this.doctor.examine(id)} again={`/accounts/${id}/doctor`} />,
    }));
  }
}
