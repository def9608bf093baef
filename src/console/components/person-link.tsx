/** Leads to somebody, by the name that people know; the login name stands below where that is another. */
export function PersonLink({ id, name, userName }: { id: string; name: string; userName: string }) {
  return (
    <div class="stack">
      <a href={`/people/${id}`}>{name}</a>
      {name !== userName && <span class="muted">{userName}</span>}
    </div>
  );
}
