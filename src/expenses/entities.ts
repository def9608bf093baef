import { ApprovalMove } from './approval-move.entity.js';
import { ApprovalPolicy } from './approval-policy.entity.js';
import { ApprovalStep } from './approval-step.entity.js';
import { Deputy } from './deputy.entity.js';
import { ExpenseReport } from './expense-report.entity.js';
import { RerouteJob } from './reroute-job.entity.js';

export const EXPENSES_ENTITIES = [
  ExpenseReport,
  ApprovalStep,
  ApprovalMove,
  ApprovalPolicy,
  Deputy,
  RerouteJob,
];
