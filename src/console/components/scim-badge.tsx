import { Badge } from './panel.js';

/** Whether an account's SCIM module is on. */
export function ScimBadge({ on }: { on: boolean }) {
  return on ? <Badge tone="good">On</Badge> : <Badge tone="quiet">Off</Badge>;
}
