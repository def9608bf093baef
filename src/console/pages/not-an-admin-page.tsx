import type { UserPrincipal } from '../../auth/principal.js';
import { PostButton } from '../components/form.js';

/** For users who may log in to Declaree but are not administrators. */
export function NotAnAdminPage({ user }: { user: UserPrincipal }) {
  return (
    <>
      <p>
        You are logged in as <strong>{user.userName}</strong>, with the role {user.role}. Only administrators
        can connect Declaree to an identity provider and read the provisioning log. If you need access, ask an
        administrator of your company to assign you the role admin.
      </p>
      <p>
        You can <a href="/password">change your password</a> here.
      </p>
      <PostButton action="/logout" label="Log out" />
    </>
  );
}
