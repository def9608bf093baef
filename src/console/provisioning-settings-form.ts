import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

const ALARM_ABOVE = 'Enter a whole number from 1 to 100,000';
const ALARM_PERCENT = 'Enter a whole number from 1 to 100';

/** The form of the provisioning settings; a checkbox that is not checked is not sent. */
export class ProvisioningSettingsForm {
  @Max(100_000, { message: ALARM_ABOVE })
  @Min(1, { message: ALARM_ABOVE })
  @IsInt({ message: ALARM_ABOVE })
  @Type(() => Number)
  alarmAbove: number;

  @Max(100, { message: ALARM_PERCENT })
  @Min(1, { message: ALARM_PERCENT })
  @IsInt({ message: ALARM_PERCENT })
  @Type(() => Number)
  alarmPercent: number;

  @IsOptional()
  @IsIn(['yes'], { message: 'Check the box, or leave it' })
  lockManaged?: 'yes';

  @IsOptional()
  @IsIn(['yes'], { message: 'Check the box, or leave it' })
  rolesGrant?: 'yes';
}
