import { maskedText } from '../../support/masking.js';
import type { DeactivationResult, ShownJob, UndoResult } from './shown-job.js';
import type { UndoEntry } from './undo-entries.js';
import type { UndoPlan } from './undo.service.js';

/** A plan for support staff. Names stay readable; a reason may quote a value. */
export function maskedPlan(plan: UndoPlan): UndoPlan {
  return {
    ...plan,
    restore: plan.restore.map(maskedEntry),
    skip: plan.skip.map(maskedEntry),
    impossible: plan.impossible.map(maskedEntry),
  };
}

/** A job for support staff, masked like a plan. */
export function maskedJob({ result, deactivation, ...job }: ShownJob): ShownJob {
  return {
    ...job,
    ...(result && { result: maskedResult(result) }),
    ...(deactivation && { deactivation: maskedDeactivation(deactivation) }),
  };
}

function maskedResult(result: UndoResult): UndoResult {
  return {
    ...result,
    skip: result.skip.map(maskedEntry),
    impossible: result.impossible.map(maskedEntry),
  };
}

function maskedDeactivation(deactivation: DeactivationResult): DeactivationResult {
  return { ...deactivation, keep: deactivation.keep.map(maskedEntry) };
}

function maskedEntry({ reason, ...entry }: UndoEntry): UndoEntry {
  return reason === undefined ? entry : { ...entry, reason: maskedText(reason) };
}
