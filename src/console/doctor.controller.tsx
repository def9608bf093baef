import { Get } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { Doctor } from '../doctor/doctor.service.js';
import { DoctorReport } from './components/doctor-report.js';
import { AdminPages } from './console-pages.js';
import type { WebPage } from './web-page.js';

@AdminPages('doctor')
export class DoctorController {
  constructor(private readonly doctor: Doctor) {}

  @Get()
  async examine(@CurrentUser() user: UserPrincipal): Promise<WebPage> {
    const checks = await this.doctor.examine(user.accountId);
    return {
      title: 'Doctor',
      lead: 'Everything that provisioning depends on, checked just now. Checking changes nothing.',
      body: <DoctorReport checks={checks} again="/doctor" />,
    };
  }
}
