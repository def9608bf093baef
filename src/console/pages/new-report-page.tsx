import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import { ReportFields } from '../components/report-fields.js';
import type { FormFields, FormRefusal } from '../form.js';

export function NewReportPage(form: { fields?: FormFields; refusal?: FormRefusal }) {
  return (
    <Panel title="The report">
      <Form
        action="/reports"
        submit="Create the report"
        cancel={{ href: '/reports', label: 'Cancel' }}
        {...form}
      >
        <ReportFields />
      </Form>
    </Panel>
  );
}
