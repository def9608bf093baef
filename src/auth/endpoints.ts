import { applyDecorators, Controller, UseGuards, type CanActivate, type Type } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AccountAdminGuard } from './account-admin.guard.js';
import { CredentialGuard } from './credential.guard.js';
import { OperatorGuard } from './operator.guard.js';

const guardedBy = (guard: Type<CanActivate>) =>
  applyDecorators(UseGuards(guard), ApiBasicAuth('basic'), ApiBearerAuth('bearer'));

/** A controller or route for all logged-in callers: users and operators. */
export const LoggedIn = () => guardedBy(CredentialGuard);

/** A controller under `/api/v1` for all users of an account; its handlers take `CurrentUser` or `CurrentCaller`. */
export const UserEndpoint = (path: string, tag: string) =>
  applyDecorators(ApiTags(tag), guardedBy(CredentialGuard), Controller(`api/v1/${path}`));

/** A controller under `/api/v1` on an account's own data, for its administrators. */
export const AdminEndpoint = (path: string, tag: string) =>
  applyDecorators(ApiTags(tag), guardedBy(AccountAdminGuard), Controller(`api/v1/${path}`));

/** A controller under `/api/v1/support`, for Declaree's support staff. */
export const OperatorEndpoint = (path: string) =>
  applyDecorators(ApiTags('Support'), guardedBy(OperatorGuard), Controller(`api/v1/support/${path}`));
