import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { DoctorController } from './doctor.controller.js';
import { DoctorServicesModule } from '../../doctor/doctor-services.module.js';

/** The doctor over HTTP, for an account's own administrators. */
@Module({ imports: [AuthModule, DoctorServicesModule], controllers: [DoctorController] })
export class DoctorModule {}
