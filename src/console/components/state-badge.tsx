import { Badge } from './panel.js';

/** Whether somebody can log in. */
export function StateBadge({ active }: { active: boolean }) {
  return active ? <Badge tone="good">Active</Badge> : <Badge tone="quiet">Deactivated</Badge>;
}
