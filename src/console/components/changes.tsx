import type { ReadChange } from '../../common/changes.js';

/** What changed, attribute by attribute, with the old and the new value. */
export function Changes({ changes }: { changes: readonly ReadChange[] }) {
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li key={change.path}>
          <span class="change-path">{change.path.slice(change.path.lastIndexOf(':') + 1)}</span>{' '}
          <Sides change={change} />
        </li>
      ))}
    </ul>
  );
}

/** If both sides are null, the value is a secret or was too long to store. */
function Sides({ change }: { change: ReadChange }) {
  if (change.old === null && change.new === null)
    return <span class="muted">changed; the value is not recorded</span>;
  return (
    <>
      {change.old !== null && (
        <del>
          <span class="hidden-text">from </span>
          {shown(change.old)}
        </del>
      )}{' '}
      {change.new !== null && (
        <ins>
          <span class="hidden-text">to </span>
          {shown(change.new)}
        </ins>
      )}
    </>
  );
}

/** A value as readable text, without brackets and quotes. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${shown(part)}`)
    .join(', ');
}
