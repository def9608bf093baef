import { Get, Param, Post } from '@nestjs/common';
import { CurrentCaller, CurrentUser } from '../auth/current.decorators.js';
import type { UserCaller, UserPrincipal } from '../auth/principal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { PasswordIssuer } from '../support/password-issuer.js';
import { shownName } from '../users/shown-name.js';
import type { StoredUser } from '../users/user-fields.js';
import { UsersService } from '../users/users.service.js';
import { AdminPages } from './console-pages.js';
import { refusalOf, type FormRefusal } from './form.js';
import { passwordNotice } from './notice.js';
import { QuestionPage } from './pages/question-page.js';
import { PersonEditing } from './person-editing.service.js';
import { Redirect, type WebPage } from './web-page.js';
import { ownPassword } from './refusals.js';

/** Actions on a user that ask for confirmation first. */
@AdminPages('people/:id')
export class PersonActionsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly editing: PersonEditing,
    private readonly passwords: PasswordIssuer,
  ) {}

  @Get('password')
  async confirmPassword(
    @CurrentUser() caller: UserPrincipal,
    @Param('id') id: string,
  ): Promise<WebPage | Redirect> {
    if (id === caller.userId) return new Redirect('/password');
    return passwordQuestion(await this.person(caller, id));
  }

  @Post('password')
  async setPassword(@CurrentCaller() caller: UserCaller, @Param('id') id: string): Promise<Redirect> {
    if (id === caller.userId) throw ownPassword();
    const issued = await this.passwords.issue(undefined, { sender: caller.accountId });
    const { hash: passwordHash, generated = '' } = issued;
    const user = await this.unitOfWork.write(caller.accountId, (tx) =>
      this.editing.setPassword(tx.by(caller.author), id, passwordHash),
    );
    const text = `${shownName(user)} has a new password. All open sessions have ended.`;
    return new Redirect(`/people/${id}`, passwordNotice(text, 'New password', generated));
  }

  @Get('delete')
  async confirmDeletion(@CurrentUser() caller: UserPrincipal, @Param('id') id: string): Promise<WebPage> {
    return deletionQuestion(await this.person(caller, id));
  }

  @Post('delete')
  async delete(@CurrentCaller() caller: UserCaller, @Param('id') id: string): Promise<WebPage | Redirect> {
    try {
      const user = await this.unitOfWork.write(caller.accountId, (tx) =>
        this.editing.delete(tx.by(caller.author), caller, id),
      );
      return new Redirect('/people', { text: `${shownName(user)} has been deleted.` });
    } catch (error) {
      return deletionQuestion(await this.person(caller, id), refusalOf(error));
    }
  }

  /** Throws `not-found`. */
  private person({ accountId }: UserPrincipal, id: string): Promise<StoredUser> {
    return this.unitOfWork.read(accountId, (tx) => this.users.get(tx, id));
  }
}

function passwordQuestion(user: StoredUser): WebPage {
  return {
    title: `Set a new password for ${shownName(user)}?`,
    body: (
      <QuestionPage
        title="The old password stops working immediately"
        action={`/people/${user.id}/password`}
        submit="Set a new password"
        cancel={{ href: `/people/${user.id}`, label: 'Keep the old password' }}
      >
        A new password is generated and shown once. All open sessions of this user end. If an identity
        provider signs in as {user.userName}, enter the new password there too.
      </QuestionPage>
    ),
  };
}

function deletionQuestion(user: StoredUser, refusal?: FormRefusal): WebPage {
  return {
    title: `Delete ${shownName(user)}?`,
    refusal,
    body: (
      <QuestionPage
        title="This cannot be undone"
        action={`/people/${user.id}/delete`}
        submit="Delete the user"
        tone="danger"
        cancel={{ href: `/people/${user.id}`, label: 'Keep the user' }}
        refusal={refusal}
      >
        The user is removed from all groups and lists, and the user name {user.userName} becomes available
        again. What the person owned stays on record. To keep the user without access, deactivate it instead.
      </QuestionPage>
    ),
  };
}
