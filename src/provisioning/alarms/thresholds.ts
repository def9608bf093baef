/** When a run raises an alarm, from the settings of the account. */
export interface Thresholds {
  alarmAbove: number;
  /** In percent of what there was before the run. */
  alarmPercent: number;
}

/** Whether `taken` of `before` is unusual: more than the number, and more than the percentage. */
export function isUnusual(taken: number, before: number, { alarmAbove, alarmPercent }: Thresholds): boolean {
  return taken > alarmAbove && taken * 100 > before * alarmPercent;
}
