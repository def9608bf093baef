/** Links to a user by display name, with the user name below if it differs. */
export function PersonLink({ id, name, userName }: { id: string; name: string; userName: string }) {
  return (
    <div class="stack">
      <a href={`/people/${id}`}>{name}</a>
      {name !== userName && <span class="muted">{userName}</span>}
    </div>
  );
}
