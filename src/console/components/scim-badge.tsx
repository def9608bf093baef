import { Badge } from './panel.js';

export function ScimBadge({ on }: { on: boolean }) {
  return on ? <Badge tone="good">On</Badge> : <Badge tone="quiet">Off</Badge>;
}
