import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { equal } from '../database/sql/predicate.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Secret } from './secret.entity.js';

const BYTES = 32;

/** Keys shared by all replicas, created at first use. */
@Injectable()
export class SecretsService {
  private readonly known = new Map<string, Promise<Buffer>>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The 32-byte secret of that name. */
  get(name: string): Promise<Buffer> {
    let secret = this.known.get(name);
    if (!secret) {
      secret = this.findOrCreate(name);
      // Do not cache a failure.
      secret.catch(() => this.known.delete(name));
      this.known.set(name, secret);
    }
    return secret;
  }

  private async findOrCreate(name: string): Promise<Buffer> {
    return (await this.find(name)) ?? (await this.create(name));
  }

  private async find(name: string): Promise<Buffer | undefined> {
    const row = await this.unitOfWork.readPlatform((tx) =>
      tx.find(Secret, { columns: ['name', 'value'], where: equal('name', name) }),
    );
    return row && Buffer.from(row.value, 'hex');
  }

  private async create(name: string): Promise<Buffer> {
    const value = randomBytes(BYTES);
    try {
      await this.unitOfWork.writePlatform((tx) =>
        tx.insert(Secret, [{ name, value: value.toString('hex'), createdAt: new Date().toISOString() }]),
      );
      return value;
    } catch (error) {
      // Another replica may have created it at the same time.
      const byAnother = await this.find(name);
      if (!byAnother) throw error;
      return byAnother;
    }
  }
}
