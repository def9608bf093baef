import type { UserPrincipal } from '../../auth/principal.js';
import type { Page } from '../../common/page.js';
import type { DeputyRow } from '../../expenses/deputies.service.js';
import { TextField } from '../components/fields.js';
import { Form, PostButton } from '../components/form.js';
import { Pager } from '../components/pager.js';
import { Empty, Panel } from '../components/panel.js';
import { Table, type Column } from '../components/table.js';
import { NO_FIELDS, type FormFields, type FormRefusal } from '../form.js';
import { listAddress } from '../list-query.js';
import type { Names } from '../report-words.js';

interface DeputiesPageProps extends Page<DeputyRow> {
  names: Names;
  viewer: UserPrincipal;
  page: number;
  limit: number;
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** Deputies, and a form to add one. Administrators see those of everybody. */
export function DeputiesPage(props: DeputiesPageProps) {
  const { items, total, names, viewer, page, limit, ...form } = props;
  const isAdmin = viewer.role === 'admin';
  return (
    <>
      {items.length === 0 ? (
        <Empty>
          <p>{isAdmin ? 'Nobody has a deputy.' : 'You have no deputy.'}</p>
        </Empty>
      ) : (
        <Table caption="Deputies" columns={columnsWith(names, isAdmin)} rows={items} />
      )}
      <Pager {...{ page, limit, total }} href={(number) => listAddress('/deputies', NO_FIELDS, number)} />
      <Panel title="Add a deputy">
        <p>
          During these days, new reports for approval go to the deputy. Reports that are already waiting stay
          where they are.
        </p>
        <Form action="/deputies" submit="Add the deputy" {...form}>
          {isAdmin && (
            <TextField name="user" label="Who is away" hint="The user name. Leave it blank for yourself." />
          )}
          <TextField name="deputy" label="Deputy" hint="The user name, such as anna@acme.example." required />
          <TextField name="from" label="First day" type="date" required />
          <TextField name="until" label="Last day" type="date" required />
        </Form>
      </Panel>
    </>
  );
}

const columnsWith = (names: Names, isAdmin: boolean): readonly Column<DeputyRow>[] => [
  { label: 'Deputy', cell: ({ deputyId }) => names.get(deputyId) ?? deputyId },
  ...(isAdmin ? [{ label: 'Of', cell: ({ userId }: DeputyRow) => names.get(userId) ?? userId }] : []),
  { label: 'First day', cell: ({ startsAt }) => day(Date.parse(startsAt)) },
  // The end is the midnight after the last day.
  { label: 'Last day', cell: ({ endsAt }) => day(Date.parse(endsAt) - 1) },
  {
    label: 'Remove',
    cell: ({ id, deputyId }) => (
      <PostButton action={`/deputies/${id}/remove`} label="Remove" name={names.get(deputyId)} />
    ),
  },
];

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const day = (time: number) => FORMAT.format(time);
