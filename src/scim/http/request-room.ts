import type { PendingAnswer } from '../../platform/http/pending-answer.js';
import { LARGE_ANSWER, NeedsRoom, type AnswerRoom } from '../resources/answer-room.js';

/** Reserves memory for the answer to one request. */
export class RequestRoom implements AnswerRoom {
  private reserved = LARGE_ANSWER;

  constructor(private readonly answer: PendingAnswer) {}

  require(bytes: number): void {
    if (bytes > this.reserved) throw new NeedsRoom(bytes);
  }

  async make(bytes: number): Promise<void> {
    await this.answer.makeRoom(bytes);
    this.reserved = bytes;
  }
}
