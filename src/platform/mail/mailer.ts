/** A plain-text mail to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mails, or puts them where a developer finds them. */
export abstract class Mailer {
  /** Resolves once the mail is handed over. Rejects where that fails. */
  abstract send(mail: Mail): Promise<void>;
}
