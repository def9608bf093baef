import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { NOTE_LENGTH, WAITING_REASONS, type WaitingFor } from '../expenses/approval-step.entity.js';
import { REPORT_STATUSES, TITLE_LENGTH, type ReportStatus } from '../expenses/expense-report.entity.js';
import type { ReportInput } from '../expenses/report-changes.service.js';
import { PageNumber } from './list-query.js';
import { totalOf } from './report-amount.js';

/** A form that was filled in for one version of a report. */
export class VersionForm {
  @IsOptional()
  @IsString()
  version?: string;
}

export class ReportForm extends VersionForm {
  @MaxLength(TITLE_LENGTH, { message: `The title can have at most ${TITLE_LENGTH} characters` })
  @IsString({ message: 'Enter what the report is about' })
  title: string;

  @MaxLength(40, { message: 'Enter the amount as a number' })
  @IsString({ message: 'Enter the amount' })
  amount: string;

  @Matches(/^[A-Z]{3}$/, { message: 'Enter the three letters of the currency, such as EUR' })
  @IsString({ message: 'Enter the currency' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.trim().toUpperCase() : value,
  )
  currency: string;
}

/** What the domain takes of a form. Throws `invalid`. */
export function reportInput({ title, amount, currency }: ReportForm): ReportInput {
  return { title: title.trim(), currency, total: totalOf(amount, currency) };
}

export class DecisionForm extends VersionForm {
  @IsOptional()
  @MaxLength(NOTE_LENGTH, {
    message: `The note can have at most ${NOTE_LENGTH.toLocaleString('en-GB')} characters`,
  })
  @IsString()
  note?: string;
}

export class ReassignForm extends VersionForm {
  @MaxLength(320, { message: 'A user name can have at most 320 characters' })
  @IsString({ message: "Enter the person's user name" })
  approver: string;
}

/** Which part of a list of reports a page shows. */
export class ReportsQuery {
  @IsOptional()
  @IsIn(REPORT_STATUSES, { message: 'Choose a status from the list' })
  status?: ReportStatus;

  @IsOptional()
  @IsIn(WAITING_REASONS, { message: 'Choose what the reports wait for from the list' })
  waitingFor?: WaitingFor;

  @PageNumber()
  page: number = 1;
}
