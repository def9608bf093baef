import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { DEMO_IDS } from '../../common/demo-ids.js';
import {
  NOTE_LENGTH,
  ORIGINS,
  STEP_STATES,
  WAITING_REASONS,
  type Origin,
  type StepState,
  type WaitingFor,
} from '../../expenses/approval-step.entity.js';
import {
  LARGEST_TOTAL,
  REPORT_STATUSES,
  TITLE_LENGTH,
  type ReportStatus,
} from '../../expenses/expense-report.entity.js';
import { REPORT_SCOPES, type ReportScope } from '../../expenses/reports.service.js';
import { openStepOf, type StoredReport } from '../../expenses/stored-report.js';
import {
  Choice,
  ChoiceField,
  Id,
  IdField,
  NumberField,
  Text,
  TextField,
  Time,
  TimeOrNull,
  Value,
} from '../../platform/http/fields.js';
import { PageOf, PageQuery } from '../page.dto.js';

const CURRENCY = { description: 'ISO 4217', min: 3, max: 3, example: 'EUR' };
const TOTAL = {
  description: 'In minor units of the currency, such as cents',
  minimum: 0,
  maximum: LARGEST_TOTAL,
  example: 12_950,
};
const CODE = /^[A-Z]{3}$/;
const NOT_A_CODE = { message: '$property must be three capital letters, such as EUR' };

export class NewReportRequest {
  @TextField({ max: TITLE_LENGTH, notBlank: true, example: 'Trade fair in Ghent' })
  title: string;

  @TextField(CURRENCY)
  @Matches(CODE, NOT_A_CODE)
  currency: string;

  @NumberField(TOTAL)
  total: number;
}

/** The fields to change; the others stay as they are. */
export class ReportChangesRequest {
  @TextField({ presence: 'optional', max: TITLE_LENGTH, notBlank: true, example: 'Trade fair in Ghent' })
  title?: string;

  @TextField({ presence: 'optional', ...CURRENCY })
  @Matches(CODE, NOT_A_CODE)
  currency?: string;

  @NumberField({ presence: 'optional', ...TOTAL })
  total?: number;
}

export class DecisionRequest {
  @TextField({ presence: 'clearable', max: NOTE_LENGTH, description: 'For the owner', example: 'Thank you.' })
  note?: string | null;
}

export class ReassignRequest {
  @IdField('required', 'The user who decides instead', DEMO_IDS.anna)
  approverId: string;
}

export class ReportsQuery extends PageQuery {
  @ChoiceField(REPORT_SCOPES, {
    presence: 'optional',
    description:
      "`own`: the caller's. `leavers`: open and rejected reports of people who have left, which the approval policies let the caller submit. `all`: of the whole account, for accountants, controllers and admins; for others like `own`.",
  })
  scope: ReportScope = 'own';

  @ChoiceField(REPORT_STATUSES, { presence: 'optional' })
  status?: ReportStatus;

  @ChoiceField(WAITING_REASONS, {
    presence: 'optional',
    description:
      'Only reports that wait for an approver: nobody can approve, or the next one is being determined',
  })
  waitingFor?: WaitingFor;
}

export class StepResponse {
  @Value(1)
  position: number;

  @Text(DEMO_IDS.anna, 'Null while the report waits for an approver')
  approverId: string | null;

  @Choice(
    ORIGINS,
    'manager',
    'Why this approver: the manager, one above (`second`), the final approver, an admin because nobody else can (`fallback`), in place of one who can no longer approve (`rerouted`), a deputy, or chosen by hand',
  )
  origin: Origin;

  @Text(null, 'Whom the approver stands in for')
  replacedId: string | null;

  @Choice([...STEP_STATES.filter((state) => state !== 'open'), null], 'approved', 'Null while it is open')
  outcome: Exclude<StepState, 'open'> | null;

  @TimeOrNull('2026-11-29T09:30:00.000Z')
  decidedAt: string | null;

  @Text('Thank you.')
  note: string | null;
}

export class ReportResponse {
  @Id(DEMO_IDS.submittedReport)
  id: string;

  @Id(DEMO_IDS.mira)
  ownerId: string;

  @Value('Mira Vos', 'As it was at submission')
  ownerName: string;

  @Id(DEMO_IDS.acmeNl)
  organizationId: string;

  @Text('4130', 'As it was at submission')
  costCenter: string | null;

  @Text('Sales', 'As it was at submission')
  department: string | null;

  @Value('Trade fair in Ghent')
  title: string;

  @Value('EUR')
  currency: string;

  @Value(12_950, 'In minor units of the currency')
  total: number;

  @Choice(REPORT_STATUSES, 'submitted')
  status: ReportStatus;

  @Text(DEMO_IDS.anna, 'Who decides next; null unless it is submitted, and while it waits')
  currentApproverId: string | null;

  @Choice(
    [...WAITING_REASONS, null],
    'no-approver',
    'Why there is no approver: nobody can approve, or the next one is being determined. Usually null.',
  )
  waitingFor: WaitingFor | null;

  @TimeOrNull('2026-11-28T08:15:00.000Z')
  submittedAt: string | null;

  @ApiProperty({ type: [StepResponse] })
  steps: StepResponse[];

  @Value(2)
  version: number;

  @Time('2026-11-28T08:10:00.000Z')
  createdAt: string;

  @Time('2026-11-28T08:15:00.000Z')
  updatedAt: string;
}

export class ReportPageResponse extends PageOf(ReportResponse) {}

/** A report as REST shows it. */
export function shownReport(report: StoredReport): ReportResponse {
  const { id, ownerId, ownerName, organizationId, costCenter, department, title, currency, total, status } =
    report;
  const open = openStepOf(report);
  const steps = report.steps.map(({ position, origin, replacedId, state, decidedAt, note, ...step }) => ({
    position,
    approverId: step.waitingFor === null ? step.approverId : null,
    origin,
    replacedId,
    outcome: state === 'open' ? null : state,
    decidedAt,
    note,
  }));
  const { submittedAt, version, createdAt, updatedAt } = report;
  return {
    id,
    ownerId,
    ownerName,
    organizationId,
    costCenter,
    department,
    title,
    currency,
    total,
    status,
    currentApproverId: open && open.waitingFor === null ? open.approverId : null,
    waitingFor: open?.waitingFor ?? null,
    submittedAt,
    steps,
    version,
    createdAt,
    updatedAt,
  };
}
