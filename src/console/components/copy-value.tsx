/**
 * A value to copy. The script shows the button if the browser allows copying; without it, one click selects the whole
 * value.
 */
export function CopyValue({ label, value }: { label: string; value: string }) {
  return (
    <div class="copy">
      <span class="copy-label">{label}</span>
      <code class="copy-value">{value}</code>
      <button type="button" class="button" data-copy={value} hidden>
        Copy<span class="hidden-text"> {label}</span>
      </button>
      <output class="copy-status" />
    </div>
  );
}
