import { Get, Param, Post } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Client } from '../platform/http/client.js';
import type { Waiter } from '../common/waiter.js';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { typedGroupName } from '../groups/group-name.js';
import { GroupsService } from '../groups/groups.service.js';
import { GRANTABLE_ROLES, type GrantableRole } from '../users/user.entity.js';
import { GroupEditor } from '../directory/group-editor.service.js';
import { GroupLists } from './group-lists.service.js';
import { AdminPages } from './console-pages.js';
import {
  Fields,
  NO_FIELDS,
  QueryFields,
  readForm,
  refusalOf,
  requireUnchanged,
  type FormFields,
  type FormRefusal,
} from './form.js';
import { ListQuery, OwnedListQuery, ROWS_A_PAGE } from './list-query.js';
import { GroupPage } from './pages/group-page.js';
import { GroupsPage } from './pages/groups-page.js';
import { Redirect, type WebPage } from './web-page.js';

class GroupForm {
  @MaxLength(320, { message: 'The name can have at most 320 characters' })
  @IsString({ message: "Enter the group's name" })
  displayName: string;

  /** The name that the user saw. The version would not do: it also changes with each push of members. */
  @IsOptional()
  @IsString()
  former?: string;
}

class GroupRoleForm {
  @IsOptional()
  @IsIn(GRANTABLE_ROLES, { message: 'Choose a role from the list' })
  role?: GrantableRole;
}

@AdminPages('groups')
export class GroupsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly groups: GroupsService,
    private readonly lists: GroupLists,
    private readonly editor: GroupEditor,
  ) {}

  @Get()
  async find(
    @CurrentUser() { accountId }: UserPrincipal,
    @QueryFields() fields: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    const query = await readForm(OwnedListQuery, fields);
    const { search, page } = query;
    const window = { search, page, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.search(accountId, (tx) => this.lists.page(tx, query), client);
    return {
      title: 'Groups',
      lead: 'The groups of your account, sorted by name.',
      body: <GroupsPage fields={fields} {...window} {...found} />,
    };
  }

  @Get(':id')
  show(
    @CurrentUser() { accountId }: UserPrincipal,
    @Param('id') id: string,
    @QueryFields() query: FormFields,
    @Client() client: Waiter,
  ): Promise<WebPage> {
    return this.groupPage(accountId, id, { query, client });
  }

  @Post(':id')
  async rename(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<WebPage | Redirect> {
    try {
      const form = await readForm(GroupForm, fields);
      const displayName = typedGroupName(form.displayName);
      await this.unitOfWork.write(accountId, async (tx) => {
        const current = await this.groups.get(tx, id, { lock: true });
        requireUnchanged(form.former, current.displayName);
        await this.editor.update(tx.by(author), current, { ...current, displayName });
      });
      return new Redirect(`/groups/${id}`, { text: `The group is now called ${displayName}.` });
    } catch (error) {
      return this.groupPage(accountId, id, { query: NO_FIELDS, fields, refusal: refusalOf(error) });
    }
  }

  /** Throws `not-found`, and `invalid` for a role that groups cannot give. */
  @Post(':id/role')
  async setRole(
    @CurrentCaller() { accountId, author }: UserCaller,
    @Param('id') id: string,
    @Fields() fields: FormFields,
  ): Promise<Redirect> {
    const { role = null } = await readForm(GroupRoleForm, fields);
    await this.unitOfWork.write(accountId, async (tx) => {
      const current = await this.groups.get(tx, id, { lock: true });
      await this.editor.update(tx.by(author), current, { ...current, role });
    });
    const text =
      role === null
        ? 'The group gives its members no role.'
        : `The group gives its members the role ${role}.`;
    return new Redirect(`/groups/${id}`, { text });
  }

  /** Throws `not-found`. */
  private async groupPage(
    accountId: string,
    id: string,
    {
      query,
      client,
      ...form
    }: { query: FormFields; client?: Waiter; fields?: FormFields; refusal?: FormRefusal },
  ): Promise<WebPage> {
    const { search, page } = await readForm(ListQuery, query);
    const window = { page, limit: ROWS_A_PAGE };
    const found = await this.unitOfWork.search(
      accountId,
      (tx) => this.lists.view(tx, id, { search, page }),
      client,
    );
    return {
      title: found.group.displayName,
      refusal: form.refusal,
      body: <GroupPage query={query} {...found} {...window} {...form} />,
    };
  }
}
