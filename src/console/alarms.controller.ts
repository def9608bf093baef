import { Post } from '@nestjs/common';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { OpenAlarms } from '../provisioning/alarms/open-alarms.service.js';
import { CurrentAuthor, CurrentUser } from '../auth/current.decorators.js';
import type { UserPrincipal } from '../auth/principal.js';
import type { Author } from '../platform/database/author.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AdminPages } from './console-pages.js';
import { Fields, readForm, type FormFields } from './form.js';
import { nextPath } from './next-path.js';
import { Redirect } from './web-page.js';

class SeenForm {
  /** The newest alarm shown to the reader. */
  @IsUUID()
  until: string;

  /** The page that the reader was on. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  back?: string;
}

/** The button of the box with alarms, which is on every page. */
@AdminPages('alarms')
export class AlarmsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly alarms: OpenAlarms,
  ) {}

  @Post('seen')
  async acknowledge(
    @CurrentUser() { accountId }: UserPrincipal,
    @CurrentAuthor() author: Author,
    @Fields() fields: FormFields,
  ): Promise<Redirect> {
    const { until, back } = await readForm(SeenForm, fields);
    await this.unitOfWork.write(accountId, (tx) => this.alarms.acknowledgeUntil(tx.by(author), until));
    return new Redirect(nextPath(back), {
      text: 'The alarms were marked as seen, for everybody in the account.',
    });
  }
}
