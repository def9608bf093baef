import { KEY_ENDS_SOON_DAYS } from '../../auth/api-key.entity.js';
import { Instant } from '../components/instant.js';
import { Badge } from '../components/panel.js';

/** When a key or secret expires, marked if that is soon or past; null for never. */
export function Expiry({ at }: { at: string | null }) {
  if (at === null) return <Instant at={at} />;
  const left = Date.parse(at) - Date.now();
  if (left <= 0) return <Badge tone="bad">expired</Badge>;
  if (left > KEY_ENDS_SOON_DAYS * 86_400_000) return <Instant at={at} />;
  return (
    <>
      <Badge tone="attention">ends soon</Badge> <Instant at={at} />
    </>
  );
}
