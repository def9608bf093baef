interface TotalProps {
  page: number;
  limit: number;
  total: number;
  /** What the list shows: one of it, and several. */
  nouns: readonly [one: string, several: string];
}

/** How many a list has in all, and which of them are shown where that is a part. */
export function Total({ page, limit, total, nouns: [one, several] }: TotalProps) {
  const all = `${total.toLocaleString('en-GB')} ${total === 1 ? one : several}`;
  const first = (page - 1) * limit + 1;
  if (total <= limit || first > total) return <p class="total">{all}</p>;
  const last = Math.min(total, first + limit - 1);
  return (
    <p class="total">
      {first.toLocaleString('en-GB')} to {last.toLocaleString('en-GB')} of {all}
    </p>
  );
}
