import type { UserPrincipal } from '../../auth/principal.js';
import { PostButton } from '../components/form.js';

/** For users who may log in to Declaree, but have nothing to set up here. */
export function NotAnAdminPage({ user }: { user: UserPrincipal }) {
  return (
    <>
      <p>
        You are logged in as <strong>{user.userName}</strong>, with the role {user.role}. Only administrators
        connect Declaree to an identity provider and read its log. If you should be one, ask an administrator
        of your company to give you the role admin.
      </p>
      <p>
        You can <a href="/password">change your password</a> here.
      </p>
      <PostButton action="/logout" label="Log out" />
    </>
  );
}
