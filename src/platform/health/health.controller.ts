import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { programVersion } from '../../config/version.js';
import { DatabaseConnections } from '../database/connections/database-connections.js';
import { databaseAway } from '../database/connections/refusals.js';
import { Refuses } from '../http/refuses.js';
import { Operation } from '../http/operation.js';

const ANSWER_WITHIN_MS = 2_000;
const OK = { status: 'ok' };
const LIVE = { ...OK, version: programVersion() };

const STATUS = { type: 'string', enum: ['ok'] } as const;
const ANSWER = {
  schema: { type: 'object', required: ['status'], properties: { status: STATUS } },
  example: OK,
} as const;
const LIVE_ANSWER = {
  schema: {
    type: 'object',
    required: ['status', 'version'],
    properties: { status: STATUS, version: { type: 'string' } },
  },
  example: LIVE,
} as const;

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly connections: DatabaseConnections) {}

  @Get('live')
  @Operation('Check that the process is running')
  @ApiOkResponse(LIVE_ANSWER)
  live() {
    return LIVE;
  }

  @Get('ready')
  @Operation('Check that requests can be served: the database answers')
  @ApiOkResponse(ANSWER)
  @Refuses(databaseAway)
  async ready() {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('no answer in time')), ANSWER_WITHIN_MS).unref();
    });
    try {
      // `ping` works on a busy pool: otherwise one account's flood would make every replica unready at once.
      await Promise.race([this.connections.ping(), late]);
    } catch (error) {
      throw databaseAway().with({ cause: error });
    }
    return OK;
  }
}
