import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { CurrentCaller, CurrentUser } from '../../auth/current.decorators.js';
import { AdminEndpoint } from '../../auth/endpoints.js';
import type { UserCaller, UserPrincipal } from '../../auth/principal.js';
import type { Waiter } from '../../common/waiter.js';
import { noComparison, noNameColumn, tooManyRows } from '../../provisioning/drift/refusals.js';
import { DriftService } from '../../provisioning/drift/drift.service.js';
import { DriftStore } from '../../provisioning/drift/drift-store.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Client } from '../../platform/http/client.js';
import { CsvBody } from '../../platform/http/csv-body.js';
import { Operation } from '../../platform/http/operation.js';
import { notCsvType } from '../../platform/http/refusals.js';
import { Refuses } from '../../platform/http/refuses.js';
import { DriftResponse, driftResponse } from './drift.dto.js';

const EXAMPLE = 'userName,status,department\nmira.vos@acme.example,ACTIVE,Controlling\n';

/** Compares the account's users with the list that its identity provider exports. */
@AdminEndpoint('provisioning/drift', 'Provisioning')
export class DriftController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drift: DriftService,
    private readonly store: DriftStore,
  ) {}

  @Get()
  @Operation('Read the last comparison', 'A comparison is kept for 30 days.')
  @ApiOkResponse({ type: DriftResponse })
  @Refuses(noComparison)
  last(@CurrentUser() { accountId }: UserPrincipal): Promise<DriftResponse> {
    return this.unitOfWork.read(accountId, async (tx) => driftResponse(await this.store.last(tx)));
  }

  @Post()
  @HttpCode(200)
  @Operation(
    'Compare with the identity provider',
    "Send the identity provider's user export. Users are matched by external id, then by user name. Nothing is changed. The columns of exports from Okta and Entra ID are known, and those of Declaree's own lists: user name, e-mail address, state, external id, names, title, department, division, cost center, employee number, user type, language, locale and time zone. 100,000 users at most.",
  )
  @CsvBody('A CSV file whose first line names the columns', EXAMPLE)
  @ApiOkResponse({ type: DriftResponse })
  @Refuses(noNameColumn, tooManyRows, notCsvType)
  async compare(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Body() list: Buffer | undefined,
    @Client() client: Waiter,
  ): Promise<DriftResponse> {
    return driftResponse(await this.drift.compare(accountId, author, list ?? Buffer.alloc(0), client));
  }
}
