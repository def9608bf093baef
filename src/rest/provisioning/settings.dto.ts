import { FlagField, NumberField, Text, TextField, TimeOrNull, Value } from '../../platform/http/fields.js';
import type {
  SettingsChange,
  StoredSettings,
} from '../../provisioning/settings/provisioning-settings.service.js';

/** The settings to change; the others stay as they are. */
export class SettingsRequest implements SettingsChange {
  @NumberField({
    presence: 'optional',
    description:
      'A run that takes access from more people than this, and than `alarmPercent`, raises an alarm',
    minimum: 1,
    maximum: 100_000,
    example: 25,
  })
  alarmAbove?: number;

  @NumberField({
    presence: 'optional',
    description: 'In percent of those who were active before the run',
    minimum: 1,
    maximum: 100,
    example: 10,
  })
  alarmPercent?: number;

  @FlagField({
    presence: 'optional',
    description:
      'Whether REST, the console and lists refuse to change what an identity provider manages. Deactivating, ending sessions and resetting a password are never refused',
    example: false,
  })
  lockManaged?: boolean;

  @FlagField({
    presence: 'optional',
    description: 'Whether SCIM answers 403 to every request until this is false again',
    example: false,
  })
  paused?: boolean;

  @FlagField({
    presence: 'optional',
    description:
      "Whether a value of a user's `roles` over SCIM that is the id of a role grants that role. A change takes effect for each user at their next request",
    example: false,
  })
  rolesGrant?: boolean;
}

/** The settings that support changes for a customer, and why. */
export class ReasonedSettingsRequest extends SettingsRequest {
  @TextField({
    description: "The reason, for the account's audit trail",
    max: 500,
    notBlank: true,
    example: 'Ticket 4711: the customer asks us to correct a name while Okta is being repaired',
  })
  reason: string;
}

export class SettingsResponse implements StoredSettings {
  @Value(25)
  alarmAbove: number;

  @Value(10)
  alarmPercent: number;

  @Value(false)
  lockManaged: boolean;

  @Value(false)
  paused: boolean;

  @Value(false)
  rolesGrant: boolean;

  @Text(null, 'Who has paused SCIM; null while it is not paused')
  pausedBy: string | null;

  @TimeOrNull(null, 'When SCIM was paused; null while it is not paused')
  pausedAt: string | null;
}
