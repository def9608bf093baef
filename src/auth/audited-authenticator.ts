import { Injectable } from '@nestjs/common';
import { Authenticator, type Login, type ProvenLogin } from './authenticator.js';
import type { Origin } from './author-of.js';
import { clientAddressOf } from './client-address.js';
import { LoginRecords } from './login-records.service.js';
import { RefusalPace } from './refusal-pace.js';

/** Authenticates logins and records failures in the audit trail. */
@Injectable()
export class AuditedAuthenticator {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly records: LoginRecords,
    private readonly pace: RefusalPace,
  ) {}

  /** Throws like `Authenticator.authenticate`. */
  async authenticate(login: Login, { via }: Pick<Origin, 'via'>): Promise<ProvenLogin> {
    try {
      const { network } = clientAddressOf(login.address);
      return await this.pace.slowRefusals(network, () => this.authenticator.authenticate(login));
    } catch (error) {
      this.records.failed(error, { via, address: login.address });
      throw error;
    }
  }
}
