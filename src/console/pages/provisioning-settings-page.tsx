import type { StoredSettings } from '../../provisioning/settings/provisioning-settings.service.js';
import type { LocalCounts } from '../../provisioning/undo/make-local.service.js';
import { CheckField, TextField } from '../components/fields.js';
import { Form } from '../components/form.js';
import { Panel } from '../components/panel.js';
import { Paused } from '../components/pause.js';
import type { FormFields, FormRefusal } from '../form.js';

interface ProvisioningSettingsPageProps {
  settings: StoredSettings;
  /** How many are not local, while SCIM is off; null while it is on. */
  managed: LocalCounts | null;
  fields?: FormFields | undefined;
  refusal?: FormRefusal | undefined;
}

/** The switch to pause the connection, the thresholds of alarms, and the lock of what is managed. */
export function ProvisioningSettingsPage({
  settings,
  managed,
  fields,
  refusal,
}: ProvisioningSettingsPageProps) {
  const { alarmAbove, alarmPercent, paused, pausedBy, pausedAt } = settings;
  const shown = fields ?? checkedBoxes(settings);
  return (
    <>
      {managed && managed.users + managed.groups > 0 && <StillManaged />}
      {paused ? <Paused by={pausedBy} at={pausedAt} resume /> : <Pause />}
      <Panel title="Settings">
        <Form action="/provisioning-settings" submit="Save" fields={shown} refusal={refusal}>
          <TextField
            name="alarmAbove"
            label="Alarm above this number of people"
            hint="A run of changes that takes access from more people than this, and from more than the percentage below, raises an alarm."
            value={String(alarmAbove)}
            required
          />
          <TextField
            name="alarmPercent"
            label="Alarm above this percentage"
            hint="Of those who were active before the run."
            value={String(alarmPercent)}
            required
          />
          <Choices />
        </Form>
      </Panel>
    </>
  );
}

function Choices() {
  return (
    <>
      <CheckField
        name="lockManaged"
        label="Lock what the identity provider manages"
        hint="Attributes of managed people, and managed groups, can then only be changed at the identity provider. You can always deactivate people, end their sessions, reset passwords and delete API keys."
      />
      <CheckField
        name="rolesGrant"
        label="Let the identity provider grant roles"
        hint="If a value of a person's roles attribute is the id of a role, such as approver, it grants that role, unless you have assigned another one. It never makes anybody an administrator."
      />
    </>
  );
}

function checkedBoxes(settings: StoredSettings): FormFields {
  const boxes = ['lockManaged', 'rolesGrant'] as const;
  return new Map(boxes.filter((name) => settings[name]).map((name) => [name, 'yes']));
}

function StillManaged() {
  return (
    <Panel title="SCIM is off">
      <p>
        People and groups that your identity provider managed stay as they are. If it will not come back, you
        can make them local, which changes nobody, or deactivate the people. Both show first what would
        happen, and both can be undone. To do both, deactivate first.
      </p>
      <p class="actions">
        <a class="button" href="/provisioning-settings/make-local">
          Make everybody local…
        </a>
        <a class="button" href="/provisioning-settings/deactivate-managed">
          Deactivate managed people…
        </a>
      </p>
    </Panel>
  );
}

function Pause() {
  return (
    <Panel title="Pause this connection">
      <p>
        If your identity provider makes wrong changes, pause it until that is corrected. Pausing does not undo
        what it has changed so far.
      </p>
      <p>
        <a class="button" href="/provisioning-settings/pause">
          Pause this connection…
        </a>
      </p>
    </Panel>
  );
}
