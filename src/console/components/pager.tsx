/** Links to the other pages of a list. `href` returns the URL of a page. */
export function Pager({
  page,
  limit,
  total,
  href,
}: {
  page: number;
  limit: number;
  total: number;
  href: (page: number) => string;
}) {
  const last = Math.max(1, Math.ceil(total / limit));
  if (last === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {page > 1 && <a href={href(page - 1)}>Previous</a>}
      <span>
        Page {page} of {last}
      </span>
      {page < last && <a href={href(page + 1)}>Next</a>}
    </nav>
  );
}
