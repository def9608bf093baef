import { Id, TextField } from '../../platform/http/fields.js';
import { UndoRequest } from '../provisioning/undo.dto.js';

export class SupportUndoRequest extends UndoRequest {
  @TextField({
    description: "The reason, for the account's audit trail; with `dryRun` it is not recorded",
    max: 500,
    notBlank: true,
    example: 'Ticket 4711: Sanne of Acme asked for it',
  })
  reason: string;
}

export class SupportUndoStartedResponse {
  @Id(
    '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e95',
    'Of the job, for `GET /api/v1/support/accounts/{id}/jobs/{jobId}`',
  )
  job: string;
}
