import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
}

/**
 * A table that becomes a list of cards on a narrow screen; with `compact`, a list of two-line rows for cells that need
 * no label. The first column names the row.
 */
export function Table<Row extends { id: string }>({
  caption,
  columns,
  rows,
  compact = false,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  compact?: boolean;
}) {
  return (
    <table class={compact ? 'table compact' : 'table'}>
      <caption class="hidden-text">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label }) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={row.id} columns={columns} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function TableRow<Row>({ columns: [first, ...others], row }: { columns: readonly Column<Row>[]; row: Row }) {
  return (
    <tr>
      <th scope="row">{first?.cell(row)}</th>
      {others.map(({ label, cell }) => (
        <td key={label} data-label={label}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
