/** The media type of SCIM (RFC 7644 §8.1). */
export const SCIM_CONTENT_TYPE = 'application/scim+json';
