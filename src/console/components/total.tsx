interface TotalProps {
  page: number;
  limit: number;
  total: number;
  /** The name of the rows, in singular and plural. */
  nouns: readonly [singular: string, plural: string];
}

/** The total of a list, and the range shown if it is only a part. */
export function Total({ page, limit, total, nouns: [singular, plural] }: TotalProps) {
  const all = `${total.toLocaleString('en-GB')} ${total === 1 ? singular : plural}`;
  const first = (page - 1) * limit + 1;
  if (total <= limit || first > total) return <p class="total">{all}</p>;
  const last = Math.min(total, first + limit - 1);
  return (
    <p class="total">
      {first.toLocaleString('en-GB')} to {last.toLocaleString('en-GB')} of {all}
    </p>
  );
}
