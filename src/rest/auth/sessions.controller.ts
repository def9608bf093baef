import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { PageQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Origin } from '../../auth/author-of.js';
import { CurrentPrincipal, RequestOrigin } from '../../auth/current.decorators.js';
import { LoggedIn } from '../../auth/endpoints.js';
import type { Principal } from '../../auth/principal.js';
import { SessionPageResponse } from './sessions.dto.js';
import { SessionsService } from '../../auth/sessions.service.js';

@ApiTags('Authentication')
@LoggedIn()
@Controller('api/v1/auth/sessions')
export class SessionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List your sessions', description: 'Open sessions, newest first.' })
  @ApiOkResponse({ type: SessionPageResponse })
  async page(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<SessionPageResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.sessions.page(tx, principal, query));
    return { ...found, page: query.page, limit: query.limit };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End one of your sessions' })
  @ApiNoContentResponse({ description: 'Ended; takes effect on the next request.' })
  @ApiNotFoundResponse({ description: 'You do not have this session.' })
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @RequestOrigin() origin: Origin,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.sessions.revoke(tx, principal, { id, origin }));
  }
}
