import { counted } from '../../common/counted.js';
import type { AlarmKind } from '../../provisioning/alarms/alarm.entity.js';
import type { AlarmRow, OpenAlarms } from '../../provisioning/alarms/open-alarms.service.js';
import { moment } from '../../common/moment.js';
import { problem, type Check } from '../check.js';
import { listed } from '../wording.js';

/** Alarms that nobody has marked as seen. If there are none, the report leaves this check out. */
export class AlarmCheck implements Check {
  readonly id = 'alarms';
  readonly title = 'Alarms';

  constructor(private readonly alarms: OpenAlarms) {}

  run: Check['run'] = async (tx) => {
    const open = await this.alarms.read(tx);
    if (open.length === 0) return null;
    const lines = open.map(lineOf);
    return problem(
      `${counted(open.length, 'alarm')}: ${listed(lines, lines.length)}.`,
      adviceOf(new Set(open.map(({ kind }) => kind))),
    );
  };
}

function lineOf({ kind, at, detail, userName }: AlarmRow): string {
  const what = kind === 'refused-deactivation' ? `${userName ?? 'a user'} still has access` : detail;
  return `${(what ?? kind).replace(/\.$/, '')} (${moment(at)})`;
}

const ADVICE: Readonly<Record<AlarmKind, string>> = {
  'mass-change':
    'If it is a mistake, correct it in the identity provider first, then open the run in Declaree and undo it.',
  'refused-deactivation':
    'In Declaree, deactivate the people who have left. Then check in the provisioning log why this was refused.',
  'deactivated-again':
    'Pause the connection under Provisioning settings, correct the identity provider, resume, then undo the run again.',
  silence: 'Check in the identity provider whether provisioning was stopped.',
};

function adviceOf(kinds: ReadonlySet<AlarmKind>): string {
  const advice = [...kinds].map((kind) => ADVICE[kind]);
  return `${advice.join(' ')} Then mark the alarms as seen.`;
}
