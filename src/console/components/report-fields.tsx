import type { ReportRow } from '../../expenses/stored-report.js';
import { amountOf } from '../report-amount.js';
import { TextField } from './fields.js';

/** The fields of an expense report that its owner fills in. */
export function ReportFields({ report }: { report?: ReportRow }) {
  return (
    <>
      <TextField
        name="title"
        label="What it is about"
        hint="For example, Trade fair in Ghent."
        value={report?.title}
        required
      />
      <TextField
        name="amount"
        label="Amount"
        hint="The total, such as 129.50."
        value={report && amountOf(report)}
        required
      />
      <TextField
        name="currency"
        label="Currency"
        hint="Three letters, such as EUR."
        value={report?.currency ?? 'EUR'}
        required
      />
    </>
  );
}
