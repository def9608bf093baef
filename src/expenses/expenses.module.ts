import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { GroupsModule } from '../groups/groups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { LoggerModule } from '../platform/logging/logger.module.js';
import { UsersModule } from '../users/users.module.js';
import { ApprovalFollower } from './approval-follower.service.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import { Approvals } from './approvals.service.js';
import { Approvers } from './approvers.service.js';
import { Departures } from './departures.service.js';
import { Deputies } from './deputies.service.js';
import { Expenses } from './expenses.service.js';
import { GivenBack } from './given-back.service.js';
import { LeaverReports } from './leaver-reports.service.js';
import { ReportChanges } from './report-changes.service.js';
import { ExpenseReports } from './reports.service.js';
import { RerouteWorker } from './reroute-worker.service.js';
import { Reroutes } from './reroutes.service.js';
import { StepMoves } from './step-moves.service.js';

/**
 * Expense reports and their approval, switched on per account. Every program that changes users or groups must import it, so that
 * approvals follow.
 */
@Module({
  imports: [AccountsModule, DatabaseModule, GroupsModule, LoggerModule, OrganizationsModule, UsersModule],
  providers: [
    ApprovalFollower,
    ApprovalPolicies,
    Approvals,
    Approvers,
    Departures,
    Deputies,
    ExpenseReports,
    Expenses,
    GivenBack,
    LeaverReports,
    ReportChanges,
    RerouteWorker,
    Reroutes,
    StepMoves,
  ],
  exports: [
    ApprovalPolicies,
    Approvals,
    Departures,
    Deputies,
    ExpenseReports,
    Expenses,
    LeaverReports,
    ReportChanges,
    RerouteWorker,
  ],
})
export class ExpensesModule {}
