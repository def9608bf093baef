import { defineUnknown } from '../../common/define-refusal.js';

export const unknownRun = defineUnknown('run');
