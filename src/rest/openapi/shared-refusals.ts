import {
  endedSession,
  inactive,
  noCredential,
  notAnAdmin,
  notAnOperator,
  onlyForScim,
  onlyForUsers,
  repeatedScheme,
  sessionOnScim,
  TOO_MANY,
  unknownAccessToken,
  unknownKey,
  wrongPassword,
} from '../../auth/refusals.js';
import type { ShownRefusal } from '../../common/define-refusal.js';
import { nestedTooDeeply, tooManyMembers, tooManyValues } from '../../common/refusals.js';
import { databaseAway, outcomeUnknown, tooCostly } from '../../platform/database/connections/refusals.js';
import {
  bodyTooLarge,
  compressedBody,
  foreignRequest,
  headTooLarge,
  incompleteBody,
  invalidInput,
  invalidHost,
  invalidHttp,
  invalidJson,
  invalidQuery,
  invalidTarget,
  methodNotAllowed,
  notJsonType,
  tooSlow,
} from '../../platform/http/refusals.js';
import { tooManyRequests } from '../../platform/limits/refusals.js';
import { scimModuleOff } from '../../scim/resources/refusals.js';

/** Refusals that many operations share. To keep the document short, it shows examples of the common ones only. */
export interface Shared {
  shown: readonly ShownRefusal[];
  named: readonly ShownRefusal[];
}

const LIMITS = [TOO_MANY.wrongPasswords, tooManyRequests];
const BODY = [invalidJson, bodyTooLarge, notJsonType];
const OTHER_BODIES = [nestedTooDeeply, tooManyMembers, tooManyValues, compressedBody];

export const OF_REST = {
  credential: {
    shown: [wrongPassword, unknownKey, ...LIMITS],
    named: [noCredential, endedSession, repeatedScheme, unknownAccessToken, onlyForScim],
  },
  admin: { shown: [notAnAdmin], named: [inactive, onlyForUsers] },
  operator: { shown: [notAnOperator], named: [] },
  body: { shown: [invalidInput, ...BODY], named: OTHER_BODIES },
  query: { shown: [invalidQuery], named: [] },
} satisfies Record<string, Shared>;

export const OF_SCIM = {
  credential: {
    shown: [wrongPassword, unknownKey, ...LIMITS],
    named: [noCredential, sessionOnScim, repeatedScheme, unknownAccessToken],
  },
  admin: { shown: [scimModuleOff, notAnAdmin], named: [inactive, onlyForUsers] },
  body: { shown: BODY, named: OTHER_BODIES },
} satisfies Record<string, Shared>;

/** Refusals that any operation may have. */
export const ANY_OTHER: Shared = {
  shown: [databaseAway],
  named: [
    invalidHttp,
    invalidHost,
    invalidTarget,
    tooCostly,
    foreignRequest,
    methodNotAllowed,
    tooSlow,
    incompleteBody,
    headTooLarge,
    outcomeUnknown,
  ],
};
