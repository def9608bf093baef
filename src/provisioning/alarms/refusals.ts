import { defineUnknown } from '../../common/define-refusal.js';

export const unknownAlarm = defineUnknown('alarm');
