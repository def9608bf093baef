import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { ProvisioningActivity } from './provisioning-activity.service.js';

/** For handlers that show what an identity provider did last: the newest is written before they read. */
@Injectable()
export class FreshActivityInterceptor implements NestInterceptor {
  constructor(private readonly activity: ProvisioningActivity) {}

  async intercept(_: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    await this.activity.flush();
    return next.handle();
  }
}
