import type { FastifyReply, FastifyRequest } from 'fastify';

type PublicRequest = FastifyRequest & { publicUrl: string };

/**
 * Behind https the name promises what the browser then enforces: this host's own cookie, Secure, for every path
 * (RFC 6265bis §4.1.3.2).
 */
function cookieFor(request: FastifyRequest, name: string) {
  const secure = (request as PublicRequest).publicUrl.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}declaree_${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  };
}

/** A cookie of the console that scripts cannot read and other sites' forms do not carry. */
export class ConsoleCookie {
  constructor(private readonly purpose: string) {}

  find(request: FastifyRequest): string | undefined {
    const value = request.cookies[cookieFor(request, this.purpose).name];
    return value === '' ? undefined : value;
  }

  set(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
    const { name, options } = cookieFor(request, this.purpose);
    void reply.setCookie(name, value, { ...options, expires });
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const { name, options } = cookieFor(request, this.purpose);
    void reply.clearCookie(name, options);
  }
}

/** Holds the session token: the console's only credential, which no other surface reads. */
export const SESSION_COOKIE = new ConsoleCookie('session');
