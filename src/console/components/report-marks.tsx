import { openStepOf, type StoredReport } from '../../expenses/stored-report.js';
import { STATUS_WORDS, waitingWords, type Names } from '../report-words.js';
import { Badge } from './panel.js';

/** The status of a report, and a mark if it waits for an approver. */
export function ReportStatusBadge({ report }: { report: StoredReport }) {
  const { words, tone } = STATUS_WORDS[report.status];
  const isStuck = openStepOf(report)?.waitingFor === 'no-approver';
  return (
    <>
      <Badge tone={tone}>{words}</Badge>
      {isStuck && (
        <>
          {' '}
          <Badge tone="bad">No approver</Badge>
        </>
      )}
    </>
  );
}

/** Who decides next on a report. */
export function NextApprover({ report, names }: { report: StoredReport; names: Names }) {
  const step = openStepOf(report);
  return step ? <>{waitingWords(step, names)}</> : <span class="muted">–</span>;
}
