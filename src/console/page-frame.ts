import { createContext } from 'preact';
import type { Principal } from '../auth/principal.js';
import type { Notice } from './notice.js';

/** What the frame around every page, and every form in it, must know of the request. */
export interface PageFrame {
  path: string;
  principal: Principal | undefined;
  /** Undefined where nobody is logged in: no session, nothing to protect. */
  formToken: string | undefined;
  notice: Notice | undefined;
}

export const PageFrameContext = createContext<PageFrame>({
  path: '/',
  principal: undefined,
  formToken: undefined,
  notice: undefined,
});
