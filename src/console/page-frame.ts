import { createContext } from 'preact';
import type { AlarmRow } from '../provisioning/alarms/open-alarms.service.js';
import type { Principal } from '../auth/principal.js';
import type { Notice } from './notice.js';

/** What the page frame and its forms need to know about the request. */
export interface PageFrame {
  path: string;
  principal: Principal | undefined;
  /** Undefined if nobody is logged in: without a session there is nothing to protect. */
  formToken: string | undefined;
  notice: Notice | undefined;
  /** The open alarms of the reader's account. */
  alarms: readonly AlarmRow[];
}

export const PageFrameContext = createContext<PageFrame>({
  path: '/',
  principal: undefined,
  formToken: undefined,
  notice: undefined,
  alarms: [],
});
