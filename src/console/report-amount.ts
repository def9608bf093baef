import { invalid } from '../common/errors.js';
import { LARGEST_TOTAL } from '../expenses/expense-report.entity.js';

/** How many decimals the currency (ISO 4217) has, such as 2 for EUR. */
function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** A total in minor units as people write it, such as `129.50`. */
export function amountOf({ total, currency }: { total: number; currency: string }): string {
  const decimals = decimalsOf(currency);
  return (total / 10 ** decimals).toFixed(decimals);
}

/** A total with its currency, such as `EUR 1,129.50`. */
export function shownTotal({ total, currency }: { total: number; currency: string }): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return `${currency} ${(total / 10 ** decimals).toLocaleString('en-GB', digits)}`;
}

/** The typed amount in minor units; the decimal sign is a point or a comma. Throws `invalid`. */
export function totalOf(amount: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const [, whole = '', part = ''] = /^(\d{1,10})(?:[.,](\d+))?$/.exec(amount.trim()) ?? [];
  if (whole === '' || part.length > decimals) throw invalid(wrongAmount(currency), { pointer: '/amount' });
  const total = Number(whole) * 10 ** decimals + Number(part.padEnd(decimals, '0') || '0');
  if (total <= LARGEST_TOTAL) return total;
  const most = shownTotal({ total: LARGEST_TOTAL, currency });
  throw invalid(`Enter an amount of at most ${most}.`, { pointer: '/amount' });
}

const wrongAmount = (currency: string) =>
  `Enter the amount as a number without thousands separators, such as ${amountOf({ total: 12_950, currency })}.`;
