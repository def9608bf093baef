import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import type { AlarmRow } from '../provisioning/alarms/open-alarms.service.js';
import { asPerson } from '../auth/authorization.js';
import type { AuthenticatedRequest } from '../auth/principal.js';
import { pathOf } from '../platform/http/request-path.js';
import { Layout } from './components/layout.js';
import { contentSecurityPolicy } from './content-security-policy.js';
import { SESSION_COOKIE } from './console-cookie.js';
import { formToken } from './form-token.js';
import { takeNotice } from './notice.js';
import { consentHeaders } from './consent-headers.js';
import { PageFrameContext, type PageFrame } from './page-frame.js';
import type { WebPage } from './web-page.js';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy(),
  // Not "no-referrer": with that, browsers send the Origin of the page's own forms as "null".
  'referrer-policy': 'same-origin',
};

/** Renders a page in its frame as HTML, with the stored notice, which is then discarded, and the alarms of the account. */
export function renderPage(
  page: WebPage,
  request: FastifyRequest & AuthenticatedRequest,
  reply: FastifyReply,
  alarms: readonly AlarmRow[] = [],
) {
  const principal = request.user && asPerson(request.user);
  const session = principal && SESSION_COOKIE.find(request);
  const frame: PageFrame = {
    path: pathOf(request),
    principal,
    formToken: session === undefined ? undefined : formToken(session),
    notice: session === undefined ? undefined : takeNotice(request, reply),
    alarms,
  };
  const html = renderToString(
    <PageFrameContext.Provider value={frame}>
      <Layout page={page} />
    </PageFrameContext.Provider>,
  );
  return {
    status: page.status ?? page.refusal?.status ?? 200,
    headers: { ...HEADERS, ...consentHeaders(request), ...page.refusal?.headers, ...page.headers },
    body: `<!doctype html>${html}`,
  };
}
