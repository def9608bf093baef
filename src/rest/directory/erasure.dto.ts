import { TextField } from '../../platform/http/fields.js';

export class ErasureRequest {
  @TextField({
    presence: 'clearable',
    description:
      'The reason, for the audit trail. Do not include the name of the person: it would stay there',
    max: 500,
    example: 'The person asked for it',
  })
  reason?: string | null;
}
