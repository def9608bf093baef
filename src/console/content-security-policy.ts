/**
 * The policy of a page: only its own styles, scripts, images and data, and in no frame.
 * @param leaves whether its forms may lead to other sites by redirects
 */
export function contentSecurityPolicy({ leaves = false } = {}): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    // Chromium applies it to every redirect after the form, and nobody knows where another site redirects to.
    ...(leaves ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
