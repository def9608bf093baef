import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import {
  FALLBACKS,
  LEAVER_SUBMITTERS,
  type Fallback,
  type LeaverSubmitter,
} from '../expenses/approval-policy.entity.js';
import { LARGEST_TOTAL } from '../expenses/expense-report.entity.js';

const LEVELS = 'Choose the number of approvers from the list';
const FINAL_FROM = `Enter a whole number from 0 to ${LARGEST_TOTAL.toLocaleString('en-GB')}, without separators`;
const DAYS = 'Enter a whole number from 0 to 365';

/** The form of an approval policy. Blank fields for the final approver mean none. */
export class ApprovalPolicyForm {
  @Max(2, { message: LEVELS })
  @Min(0, { message: LEVELS })
  @IsInt({ message: LEVELS })
  @Type(() => Number)
  levels: number;

  @IsOptional()
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString()
  finalApprover?: string;

  @IsOptional()
  @MaxLength(320, { message: 'A name can have at most 320 characters' })
  @IsString()
  finalGroup?: string;

  @IsOptional()
  @Max(LARGEST_TOTAL, { message: FINAL_FROM })
  @Min(0, { message: FINAL_FROM })
  @IsInt({ message: FINAL_FROM })
  @Type(() => Number)
  finalFrom?: number;

  @IsIn(FALLBACKS, { message: 'Choose who approves from the list' })
  fallback: Fallback;

  @IsIn(LEAVER_SUBMITTERS, { message: 'Choose who may submit from the list' })
  submitForLeaver: LeaverSubmitter;

  @Max(365, { message: DAYS })
  @Min(0, { message: DAYS })
  @IsInt({ message: DAYS })
  @Type(() => Number)
  leaverDays: number;

  @IsOptional()
  @IsString()
  version?: string;
}
