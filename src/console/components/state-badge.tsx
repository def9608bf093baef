import { Badge } from './panel.js';

/** Whether a user is active. */
export function StateBadge({ active }: { active: boolean }) {
  return active ? <Badge tone="good">Active</Badge> : <Badge tone="quiet">Deactivated</Badge>;
}
