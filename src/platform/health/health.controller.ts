import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { unavailable } from '../../common/errors.js';
import { programVersion } from '../../config/version.js';
import { DatabaseConnections } from '../database/connections/database-connections.js';

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
  @ApiOperation({ summary: 'Check that the process is running' })
  @ApiOkResponse(LIVE_ANSWER)
  live() {
    return LIVE;
  }

  @Get('ready')
  @ApiOperation({ summary: 'Check that requests can be served: the database answers' })
  @ApiOkResponse(ANSWER)
  @ApiServiceUnavailableResponse({ description: 'The database does not answer.' })
  async ready() {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('no answer in time')), ANSWER_WITHIN_MS).unref();
    });
    try {
      // `ping` works on a busy pool: otherwise one account's flood would make every replica unready at once.
      await Promise.race([this.connections.ping(), late]);
    } catch (error) {
      throw unavailable('The database does not answer.', { cause: error });
    }
    return OK;
  }
}
