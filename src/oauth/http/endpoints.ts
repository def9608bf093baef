/** The URLs of the service, by the base URL of links. The base URL itself is the issuer (RFC 8414 §2). */
export const tokenUrl = (publicUrl: string) => `${publicUrl}/oauth/token`;
export const revocationUrl = (publicUrl: string) => `${publicUrl}/oauth/revoke`;
export const authorizationUrl = (publicUrl: string) => `${publicUrl}/oauth/authorize`;
