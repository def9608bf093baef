/** A plain-text mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mails, or stores them for a developer to read. */
export abstract class Mailer {
  /** Resolves once the mail is handed over. Rejects if that fails. */
  abstract send(mail: Mail): Promise<void>;
}
