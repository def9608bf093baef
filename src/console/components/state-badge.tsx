import { Badge } from './panel.js';

export function StateBadge({ active }: { active: boolean }) {
  return active ? <Badge tone="good">Active</Badge> : <Badge tone="quiet">Deactivated</Badge>;
}
