import { PageOf } from '../page.dto.js';
import { TextField, Time, TimeField, TimeOrNull, Value } from '../../platform/http/fields.js';

export class NewApiKeyRequest {
  @TextField({ min: 1, max: 255, notBlank: true, example: 'Okta' })
  name: string;

  @TimeField(
    'clearable',
    'A date-time in the future, with its offset; without it, the key does not expire',
    '2030-12-31T23:59:59Z',
  )
  expiresAt?: string | null;
}

export class ApiKeyResponse {
  @Value('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90')
  id: string;

  @Value('Okta')
  name: string;

  @Time('2026-12-01T09:15:00.000Z')
  createdAt: string;

  @TimeOrNull('2030-12-31T23:59:59.000Z')
  expiresAt: string | null;

  @TimeOrNull('2026-12-02T07:30:00.000Z', 'To the minute; null if it has never been used')
  lastUsedAt: string | null;
}

export class NewApiKeyResponse extends ApiKeyResponse {
  @Value('dk_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA', 'The key itself; it is shown only in this answer')
  key: string;
}

export class ApiKeysResponse extends PageOf(ApiKeyResponse) {}
