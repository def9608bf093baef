import { Injectable } from '@nestjs/common';
import { ExpenseTraces } from './expense-traces.service.js';
import { JournalTraces } from './journal-traces.service.js';
import type { PersonTexts } from './person-texts.js';
import { RecordTraces } from './record-traces.service.js';

/** Everything besides the person's own rows that may mention the person. */
@Injectable()
export class PersonTraces {
  private readonly all: readonly (RecordTraces | JournalTraces | ExpenseTraces)[];

  constructor(records: RecordTraces, journal: JournalTraces, expenses: ExpenseTraces) {
    // A running job of the person has no name once the journal is done, so that the records have all of its entries.
    this.all = [journal, records, expenses];
  }

  /** Adds the person's earlier names, wherever they were kept. */
  async collect(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (const traces of this.all) await traces.collect(accountId, userId, texts);
  }

  async erase(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (const traces of this.all) await traces.erase(accountId, userId, texts);
  }
}
