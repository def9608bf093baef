import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';
import { PasswordResets1764000001000 } from './1764000001000-password-resets.js';
import { Provisioning1764000002000 } from './1764000002000-provisioning.js';
import { ProvisioningActivity1764000003000 } from './1764000003000-provisioning-activity.js';
import { EventCodes1764000004000 } from './1764000004000-event-codes.js';
import { ApiKeyLastUse1764000005000 } from './1764000005000-api-key-last-use.js';
import { UserBlocks1764000006000 } from './1764000006000-user-blocks.js';
import { ExternalIdOrder1764000007000 } from './1764000007000-external-id-order.js';
import { UserSizes1764000050000 } from './1764000050000-user-sizes.js';
import { GroupMemberCounts1764000050100 } from './1764000050100-group-member-counts.js';
import { LoginPlaces1764000060000 } from './1764000060000-login-places.js';
import { EventCounts1764000060100 } from './1764000060100-event-counts.js';
import { AuditSubjects1764000070001 } from './1764000070001-audit-subjects.js';
import { OperatorsLife1764000070002 } from './1764000070002-operators-life.js';
import { Erasure1764000070003 } from './1764000070003-erasure.js';
import { ProvisioningClients1764000080000 } from './1764000080000-provisioning-clients.js';
import { ManagerByValue1764000080011 } from './1764000080011-manager-by-value.js';
import { UserShownNames1764000080100 } from './1764000080100-user-shown-names.js';
import { UserRoles1764000080200 } from './1764000080200-user-roles.js';
import { ExistingUsers1764000095000 } from './1764000095000-existing-users.js';
import { Oauth1764000100000 } from './1764000100000-oauth.js';
import { ConnectionNames1764000105000 } from './1764000105000-connection-names.js';
import { AssertionKeys1764000106000 } from './1764000106000-assertion-keys.js';
import { Journal1764000110000 } from './1764000110000-journal.js';
import { Runs1764000110100 } from './1764000110100-runs.js';
import { UndoJobs1764000110200 } from './1764000110200-undo-jobs.js';
import { ProvisioningSettings1764000111000 } from './1764000111000-provisioning-settings.js';
import { EventSubjects1764000120000 } from './1764000120000-event-subjects.js';
import { EventSearch1764000120100 } from './1764000120100-event-search.js';
import { Notifications1764000130000 } from './1764000130000-notifications.js';
import { KeyWarnings1764000130100 } from './1764000130100-key-warnings.js';
import { Alarms1764000130200 } from './1764000130200-alarms.js';
import { CallDays1764000130300 } from './1764000130300-call-days.js';
import { WebhookSecrets1764000130400 } from './1764000130400-webhook-secrets.js';
import { Sightings1764000140000 } from './1764000140000-sightings.js';
import { Drift1764000140200 } from './1764000140200-drift.js';
import { ProvisionedPeople1764000150000 } from './1764000150000-provisioned-people.js';
import { SetupMilestones1764000150100 } from './1764000150100-setup-milestones.js';
import { RoleOrigins1764000160000 } from './1764000160000-role-origins.js';
import { DeactivatedAgain1764000160110 } from './1764000160110-deactivated-again.js';
import { JobKinds1764000160120 } from './1764000160120-job-kinds.js';
import { Expenses1764000200000 } from './1764000200000-expenses.js';
import { WaitingReports1764000201000 } from './1764000201000-waiting-reports.js';
import { RoleSweeps1764000300000 } from './1764000300000-role-sweeps.js';
import { ApprovingGroups1764000300100 } from './1764000300100-approving-groups.js';
import { MoveReasons1764000300200 } from './1764000300200-move-reasons.js';
import { PartlyUndone1764000300300 } from './1764000300300-partly-undone.js';
import { ClientVersions1764000300400 } from './1764000300400-client-versions.js';
import { SecretLastUse1764000300410 } from './1764000300410-secret-last-use.js';
import { ConnectionCalls1764000300500 } from './1764000300500-connection-calls.js';
import { SparseIndices1764000300600 } from './1764000300600-sparse-indices.js';
import { LastErasures1764000300700 } from './1764000300700-last-erasures.js';

/** Every migration, oldest first: the order in which they run. */
export const MIGRATIONS = [
  InitialSchema1764000000000,
  PasswordResets1764000001000,
  Provisioning1764000002000,
  ProvisioningActivity1764000003000,
  EventCodes1764000004000,
  ApiKeyLastUse1764000005000,
  UserBlocks1764000006000,
  ExternalIdOrder1764000007000,
  UserSizes1764000050000,
  GroupMemberCounts1764000050100,
  LoginPlaces1764000060000,
  EventCounts1764000060100,
  AuditSubjects1764000070001,
  OperatorsLife1764000070002,
  Erasure1764000070003,
  ProvisioningClients1764000080000,
  ManagerByValue1764000080011,
  UserShownNames1764000080100,
  UserRoles1764000080200,
  ExistingUsers1764000095000,
  Oauth1764000100000,
  ConnectionNames1764000105000,
  AssertionKeys1764000106000,
  Journal1764000110000,
  Runs1764000110100,
  UndoJobs1764000110200,
  ProvisioningSettings1764000111000,
  EventSubjects1764000120000,
  EventSearch1764000120100,
  Notifications1764000130000,
  KeyWarnings1764000130100,
  Alarms1764000130200,
  CallDays1764000130300,
  WebhookSecrets1764000130400,
  Sightings1764000140000,
  Drift1764000140200,
  ProvisionedPeople1764000150000,
  SetupMilestones1764000150100,
  RoleOrigins1764000160000,
  DeactivatedAgain1764000160110,
  JobKinds1764000160120,
  Expenses1764000200000,
  WaitingReports1764000201000,
  RoleSweeps1764000300000,
  ApprovingGroups1764000300100,
  MoveReasons1764000300200,
  PartlyUndone1764000300300,
  ClientVersions1764000300400,
  SecretLastUse1764000300410,
  ConnectionCalls1764000300500,
  SparseIndices1764000300600,
  LastErasures1764000300700,
];
