import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ProvisionerGuard } from '../../auth/provisioner.guard.js';
import { ScimCredentialGuard } from '../../auth/scim-credential.guard.js';
import { SCIM_PATH } from '../../platform/http/request-path.js';
import { ScimAnswerInterceptor } from './scim-answer.interceptor.js';
import { ScimModuleGuard } from './scim-module.guard.js';
import { ServedMethodGuard } from './served-method.guard.js';

/**
 * A controller under `/SCIM/v2`. For every path, the credential is checked first (401), then the role (403), the
 * account's SCIM module (403) and the method (405); only then is the body read.
 */
export const ScimEndpoint = (path = '') =>
  applyDecorators(
    Controller(path === '' ? SCIM_PATH : `${SCIM_PATH}/${path}`),
    UseGuards(ScimCredentialGuard, ProvisionerGuard, ScimModuleGuard, ServedMethodGuard),
    UseInterceptors(ScimAnswerInterceptor),
  );
