import { Get, Param } from '@nestjs/common';
import { CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import { AdminPages } from './console-pages.js';
import { JobPages } from './job-pages.service.js';
import { OWN_LINKS } from './overview-links.js';
import type { WebPage } from './web-page.js';

/** Shows the progress of an undo or another job. */
@AdminPages('')
export class JobPagesController {
  constructor(private readonly pages: JobPages) {}

  @Get(['undos/:id', 'jobs/:id'])
  show(@CurrentUser() { accountId }: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return this.pages.page({ accountId, links: OWN_LINKS }, id);
  }
}
