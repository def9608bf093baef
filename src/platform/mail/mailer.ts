/** A plain-text mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** Stays the same if the mail is sent again, so that mail programs can show it once. */
  id?: string;
}

/** Sends mails, or stores them for a developer to read. */
export abstract class Mailer {
  /** Resolves once the mail is handed over. Rejects if that fails. */
  abstract send(mail: Mail): Promise<void>;
}

/** Injection token of a Mailer that tries once, for callers that keep their mails and repeat them. */
export const ONE_TRY_MAILER = Symbol('ONE_TRY_MAILER');
