import { Id, Time, Value } from '../../platform/http/fields.js';

/** Fields that organizations, users and groups share. */
export abstract class StoredResponse {
  @Id('01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60')
  id: string;

  @Value(1, 'Increases with each change; also in the `ETag` header')
  version: number;

  @Time('2026-03-02T09:14:07.251Z')
  createdAt: string;

  @Time('2026-03-02T09:14:07.251Z')
  updatedAt: string;
}
