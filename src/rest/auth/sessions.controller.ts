import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../page.dto.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Origin } from '../../auth/author-of.js';
import { CurrentPrincipal, RequestOrigin } from '../../auth/current.decorators.js';
import { LoggedIn } from '../../auth/endpoints.js';
import type { Principal } from '../../auth/principal.js';
import { SessionPageResponse } from './sessions.dto.js';
import { SessionsService } from '../../auth/sessions.service.js';
import { Refuses } from '../../platform/http/refuses.js';
import { unknownSession } from '../../auth/refusals.js';
import { AnswersNothing, Operation } from '../../platform/http/operation.js';

@ApiTags('Authentication')
@LoggedIn()
@Controller('api/v1/auth/sessions')
export class SessionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @Operation('List your sessions', 'Open sessions, newest first.')
  @ApiOkResponse({ type: SessionPageResponse })
  async page(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<SessionPageResponse> {
    const found = await this.unitOfWork.readPlatform((tx) => this.sessions.page(tx, principal, query));
    return { ...found, page: query.page, limit: query.limit };
  }

  @Delete(':id')
  @Operation('End one of your sessions')
  @AnswersNothing('Ended; takes effect on the next request.')
  @Refuses(unknownSession)
  async revoke(
    @CurrentPrincipal() principal: Principal,
    @RequestOrigin() origin: Origin,
    @Param('id') id: string,
  ): Promise<void> {
    await this.unitOfWork.writePlatform((tx) => this.sessions.revoke(tx, principal, { id, origin }));
  }
}
