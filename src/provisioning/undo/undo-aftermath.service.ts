import { Injectable } from '@nestjs/common';
import { Run } from '../journal/run.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { equal, idIs } from '../../platform/database/sql/predicate.js';
import { ProvisioningSettingsService } from '../settings/provisioning-settings.service.js';
import { wordsFor } from '../log/provider-words.js';
import { UndoJob } from './undo-job.entity.js';

/** An identity provider has taken access again from people whom an undo had put back. */
export interface UndoAftermath {
  /** The product of the identity provider. */
  provider: string;
  people: number;
  /** Whether the account has paused SCIM meanwhile. */
  isPaused: boolean;
}

/** Finds out whether an identity provider repeats what was undone. */
@Injectable()
export class UndoAftermaths {
  constructor(private readonly settings: ProvisioningSettingsService) {}

  /** For a run that was undone, or for the run that its undo formed; null if nothing was repeated. */
  async of(
    tx: AccountTransaction,
    { id, undoOf }: Pick<Run, 'id' | 'undoOf'>,
  ): Promise<UndoAftermath | null> {
    if (undoOf !== null) return this.ofUndo(tx, id);
    const latest = await tx.find(UndoJob, {
      columns: ['undoRunId'],
      where: equal('runId', id),
      orderBy: [{ column: 'id', descending: true }],
    });
    return latest ? this.ofUndo(tx, latest.undoRunId) : null;
  }

  /** For the run that an undo formed. */
  async ofUndo(tx: AccountTransaction, id: string): Promise<UndoAftermath | null> {
    const undo = await tx.find(Run, { columns: ['undoOf', 'deactivatedAgain'], where: idIs(id) });
    if (!undo || undo.deactivatedAgain === 0) return null;
    const undone = await tx.find(Run, { columns: ['client'], where: idIs(undo.undoOf ?? id) });
    const { paused } = await this.settings.read(tx);
    return {
      provider: wordsFor(undone?.client ?? null).name,
      people: undo.deactivatedAgain,
      isPaused: paused,
    };
  }
}
