import { createServer, type AddressInfo, type Server } from 'node:net';

/** A mail that a server has taken. */
export interface TakenMail {
  to: string;
  /** Head and body as they came, with encoded lines joined. */
  text: string;
}

/** A local mail server. It accepts every mail unless `answerTo` returns another answer. */
export class SmtpServer {
  readonly mails: TakenMail[] = [];
  /** Every line that it was told. */
  readonly said: string[] = [];
  /** What it answers to a recipient, such as `450 busy`; undefined takes the mail. */
  answerTo: (address: string) => string | undefined = () => undefined;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((socket) => {
      let to = '';
      let data: string[] | undefined;
      const take = (line: string): string | undefined => {
        if (data !== undefined && line !== '.') {
          data.push(line);
          return undefined;
        }
        if (data !== undefined) {
          this.mails.push({ to, text: data.join('\n').replaceAll('=\n', '') });
          data = undefined;
        } else if (line === 'DATA') {
          data = [];
          return '354 go on';
        } else if (line.startsWith('RCPT TO:<')) {
          to = line.slice('RCPT TO:<'.length, -1);
          return this.answerTo(to) ?? '250 ok';
        }
        return '250 ok';
      };
      socket.on('error', () => undefined);
      socket.write('220 mail.example\r\n');
      socket.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\r\n').slice(0, -1)) {
          this.said.push(line);
          const answer = take(line);
          if (answer !== undefined) socket.write(`${answer}\r\n`);
        }
      });
    });
  }

  /** On a free port, or on `port`. */
  static async start(port = 0): Promise<SmtpServer> {
    const started = new SmtpServer();
    await new Promise<void>((resolve) => void started.server.listen(port, '127.0.0.1', resolve));
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
