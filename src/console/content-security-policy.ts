/**
 * The policy of a page: only its own styles, scripts, images and data, and in no frame.
 * @param formTarget an origin that its forms may lead to by a redirect, besides this server
 */
export function contentSecurityPolicy(formTarget?: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `form-action 'self'${formTarget === undefined ? '' : ` ${formTarget}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
