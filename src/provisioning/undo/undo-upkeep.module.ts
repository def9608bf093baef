import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.js';
import { UndoModule } from './undo.module.js';
import { UndoUpkeep } from './undo-upkeep.service.js';

/** Continues unfinished undos in the background of the server. */
@Module({ imports: [DatabaseModule, UndoModule], providers: [UndoUpkeep] })
export class UndoUpkeepModule {}
