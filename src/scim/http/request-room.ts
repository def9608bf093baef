import type { PendingAnswer } from '../../platform/http/answer.interceptor.js';
import { LARGE_ANSWER, NeedsRoom, type AnswerRoom } from '../resources/answer-room.js';

/** Makes room for the answer to one request. */
export class RequestRoom implements AnswerRoom {
  private made = LARGE_ANSWER;

  constructor(private readonly answer: PendingAnswer) {}

  require(bytes: number): void {
    if (bytes > this.made) throw new NeedsRoom(bytes);
  }

  async make(bytes: number): Promise<void> {
    await this.answer.makeRoom(bytes);
    this.made = bytes;
  }
}
