import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { NobodyWaits } from '../../common/waiter.js';
import type { AnswerBudgets } from './answer-budgets.js';

/** A request with its caller and its pending answer. */
export type AnsweredRequest = FastifyRequest & { user?: { accountId?: string }; answer?: PendingAnswer };

/** The memory reserved for one answer, until it has been sent or the client has left. */
export class PendingAnswer {
  /** Whether the answer is large and should be sent in chunks. */
  isLarge = false;
  hasEnded = false;
  private giveBack: (() => void)[] = [];

  constructor(
    private readonly budgets: AnswerBudgets,
    private readonly sender: string,
  ) {}

  /** Waits while the account has too many unread answers. Throws `throttled`, NobodyWaits. */
  async begin(): Promise<void> {
    this.keep(await this.budgets.begin(this.sender));
  }

  /** Reserves `bytes` in total. Throws `throttled`, NobodyWaits. */
  async makeRoom(bytes: number): Promise<void> {
    // Release the earlier reservation first, so that nobody waits for more while holding some.
    for (const give of this.giveBack.splice(1)) give();
    this.keep(await this.budgets.makeRoom(this.sender, bytes));
    this.isLarge = true;
  }

  end(): void {
    this.hasEnded = true;
    for (const give of this.giveBack.splice(0)) give();
  }

  private keep(giveBack: () => void): void {
    if (this.hasEnded) {
      giveBack();
      throw new NobodyWaits();
    }
    this.giveBack.push(giveBack);
  }
}

const onSocket = new WeakMap<Socket, Set<PendingAnswer>>();

/**
 * Ends an answer when its connection closes. Node only notifies the current answer, not the pipelined ones.
 */
function endWith(socket: Socket, answer: PendingAnswer): void {
  const known = onSocket.get(socket);
  const answers = known ?? new Set();
  // Forget ended answers.
  for (const each of answers) if (each.hasEnded) answers.delete(each);
  answers.add(answer);
  if (known) return;
  onSocket.set(socket, answers);
  socket.once('close', () => {
    for (const each of answers) each.end();
  });
}

/**
 * Stores the pending answer in `request.answer`, and waits while the account has too many unread ones. Requests without a
 * caller have none. Throws `throttled`, NobodyWaits.
 */
export async function beginAnswer(
  request: AnsweredRequest,
  { raw }: FastifyReply,
  budgets: AnswerBudgets,
): Promise<void> {
  const sender = request.user?.accountId;
  if (sender === undefined) return;
  const answer = new PendingAnswer(budgets, sender);
  request.answer = answer;
  endWith(request.raw.socket, answer);
  raw.once('close', () => answer.end());
  await answer.begin();
}
