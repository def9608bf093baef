import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { equal } from '../database/sql/predicate.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Secret } from './secret.entity.js';

const BYTES = 32;

/** Keys that all replicas share; each is made at its first use. */
@Injectable()
export class SecretsService {
  private readonly known = new Map<string, Promise<Buffer>>();

  constructor(private readonly work: UnitOfWork) {}

  /** The 32 bytes of the secret of that name, always the same. */
  get(name: string): Promise<Buffer> {
    let secret = this.known.get(name);
    if (!secret) {
      secret = this.findOrCreate(name);
      // A database that is away for a moment must not be remembered as the answer.
      secret.catch(() => this.known.delete(name));
      this.known.set(name, secret);
    }
    return secret;
  }

  private async findOrCreate(name: string): Promise<Buffer> {
    return (await this.find(name)) ?? (await this.create(name));
  }

  private async find(name: string): Promise<Buffer | undefined> {
    const row = await this.work.readPlatform((tx) =>
      tx.find(Secret, { columns: ['name', 'value'], where: equal('name', name) }),
    );
    return row && Buffer.from(row.value, 'hex');
  }

  private async create(name: string): Promise<Buffer> {
    const value = randomBytes(BYTES);
    try {
      await this.work.writePlatform((tx) =>
        tx.insert(Secret, [{ name, value: value.toString('hex'), createdAt: new Date().toISOString() }]),
      );
      return value;
    } catch (error) {
      // Two replicas that need it for the first time at once: the one that comes second takes what is there.
      const byAnother = await this.find(name);
      if (!byAnother) throw error;
      return byAnother;
    }
  }
}
