import { PageOf } from '../page.dto.js';
import { Id, Time, Value } from '../../platform/http/fields.js';

export class SessionResponse {
  @Id('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')
  id: string;

  @Time('2026-12-01T09:15:00.000Z')
  createdAt: string;

  @Time('2026-12-01T21:15:00.000Z')
  expiresAt: string;

  @Value(true, 'Whether this is the session of this request')
  current: boolean;
}

export class SessionPageResponse extends PageOf(SessionResponse) {}
