import { HiddenField, SelectField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Message } from '../components/notice-box.js';
import { Panel } from '../components/panel.js';
import type { PolicyView } from '../approval-policy-views.service.js';
import type { FormFields, FormRefusal } from '../form.js';

interface ApprovalPolicyPageProps extends PolicyView {
  fields?: FormFields;
  refusal?: FormRefusal;
}

/** The approval policy of an organization; an inherited one is shown until it is saved. */
export function ApprovalPolicyPage(props: ApprovalPolicyPageProps) {
  const { id, name, fields, refusal } = props;
  return (
    <>
      <Inherited {...props} />
      <Panel title="The policy">
        <Form
          action={`/organizations/${id}/approval-policy`}
          submit="Save"
          cancel={{ href: `/organizations/${id}`, label: `Back to ${name}` }}
          fields={fields}
          refusal={refusal}
        >
          <Rules {...props} />
        </Form>
      </Panel>
    </>
  );
}

function Inherited({ policy, from }: ApprovalPolicyPageProps) {
  if (policy.fromId === null) {
    return (
      <Message tone="attention">
        <p>
          No organization above this one has a policy, so these defaults apply. Save this form to give the
          organization a policy of its own.
        </p>
      </Message>
    );
  }
  if (!from) return null;
  return (
    <Message tone="attention">
      <p>
        This policy is inherited from <a href={`/organizations/${from.id}/approval-policy`}>{from.name}</a>.
        If you save it here, this organization gets its own policy and no longer follows the inherited one.
      </p>
    </Message>
  );
}

function Rules(props: ApprovalPolicyPageProps) {
  const { levels, fallback, submitForLeaver, leaverDays } = props.policy;
  return (
    <>
      <HiddenField name="version" value={props.version} />
      <SelectField name="levels" label="Who must approve" value={String(levels)} options={LEVEL_OPTIONS} />
      <FinalApprover {...props} />
      <SelectField
        name="fallback"
        label="If nobody above the owner can approve"
        value={fallback}
        options={FALLBACK_OPTIONS}
      />
      <SelectField
        name="submitForLeaver"
        label="Who may submit for somebody who has left"
        value={submitForLeaver}
        options={LEAVER_OPTIONS}
      />
      <TextField
        name="leaverDays"
        label="For how many days after they have left"
        value={String(leaverDays)}
        required
      />
    </>
  );
}

function FinalApprover({ policy: { finalFrom }, finalApprover, finalGroup }: ApprovalPolicyPageProps) {
  return (
    <>
      <TextField
        name="finalApprover"
        label="Final approver"
        hint="The user name. Leave it blank for none."
        value={finalApprover}
      />
      <TextField
        name="finalGroup"
        label="Final group"
        hint="The name of a group. Any of its members can approve if the final approver cannot. Leave it blank for none."
        value={finalGroup}
      />
      <TextField
        name="finalFrom"
        label="Ask the final approver from this total"
        hint="In the smallest unit of the currency: 50000 is EUR 500.00. Leave it blank if the final approver only stands in."
        value={finalFrom === null ? undefined : String(finalFrom)}
      />
    </>
  );
}

const LEVEL_OPTIONS = [
  { value: '0', label: 'The manager' },
  { value: '1', label: 'The manager, and one above' },
  { value: '2', label: 'The manager, and two above' },
];

const FALLBACK_OPTIONS = [
  { value: 'admins', label: 'An administrator approves' },
  { value: 'final', label: 'The final approver, otherwise an administrator' },
];

const LEAVER_OPTIONS = [
  { value: 'manager', label: 'The manager' },
  { value: 'controller', label: 'A controller' },
  { value: 'nobody', label: 'Nobody' },
];
