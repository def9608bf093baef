import { useContext } from 'preact/hooks';
import { markOf } from '../navigation.js';
import { PageFrameContext } from '../page-frame.js';

const TABS = [
  { path: '', label: 'Overview' },
  { path: '/runs', label: 'Runs' },
  { path: '/log', label: 'Provisioning log' },
  { path: '/doctor', label: 'Doctor' },
  { path: '/audit', label: 'Audit trail' },
];

export function AccountTabs({ id }: { id: string }) {
  const { path: current } = useContext(PageFrameContext);
  const among = TABS.map(({ path }) => `/accounts/${id}${path}`);
  return (
    <nav class="tabs" aria-label="Account">
      <ul>
        {TABS.map(({ path, label }) => {
          const address = `/accounts/${id}${path}`;
          return (
            <li key={path}>
              <a href={address} aria-current={markOf(address, { among, path: current })}>
                {label}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
