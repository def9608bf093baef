import { useContext } from 'preact/hooks';
import type { Principal } from '../../auth/principal.js';
import { programVersion } from '../../config/version.js';
import { assetUrl } from '../assets.js';
import { markOf, navigationOf, type NavigationSection } from '../navigation.js';
import { PageFrameContext } from '../page-frame.js';
import type { WebPage } from '../web-page.js';
import { AlarmBanner } from './alarm-banner.js';
import { PostButton } from './form.js';
import { NoticeBox } from './notice-box.js';

const VERSION = programVersion();

/** The document around every page: head, top bar, navigation and heading. Narrow if nobody is logged in. */
export function Layout({ page }: { page: WebPage }) {
  const { principal } = useContext(PageFrameContext);
  return (
    <html lang="en">
      <Head title={page.refusal ? `Error: ${page.title}` : page.title} />
      <body class={principal ? 'inside' : 'outside'}>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="bar">
          <Brand />
          {principal && <Who principal={principal} />}
        </header>
        <div class="frame">
          {principal && <Navigation principal={principal} />}
          <Main page={page} />
        </div>
        {principal && <footer class="foot muted">Declaree {VERSION}</footer>}
      </body>
    </html>
  );
}

function Head({ title }: { title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Declaree`}</title>
      <link rel="icon" type="image/svg+xml" href={assetUrl('icon.svg')} />
      <link rel="stylesheet" href={assetUrl('console.css')} />
      <script src={assetUrl('console.js')} defer />
    </head>
  );
}

function Brand() {
  return (
    <a class="brand" href="/">
      <img src={assetUrl('icon.svg')} alt="" width="28" height="28" />
      Declaree
    </a>
  );
}

function Who({ principal }: { principal: Principal }) {
  const { path } = useContext(PageFrameContext);
  return (
    <div class="who">
      <p class="who-name">
        {principal.userName}
        <span class="muted">{principal.kind === 'user' ? principal.accountSlug : 'Declaree support'}</span>
      </p>
      <a href="/password" aria-current={path === '/password' ? 'page' : undefined}>
        Password
      </a>
      <PostButton action="/logout" label="Log out" />
    </div>
  );
}

function Navigation({ principal }: { principal: Principal }) {
  const sections = navigationOf(principal);
  const among = sections.flatMap(({ entries }) => entries.map((entry) => entry.path));
  if (sections.length === 0) return null;
  return (
    <nav class="navigation" aria-label="Main">
      {sections.map((section) => (
        <MenuSection key={section.heading ?? ''} section={section} among={among} />
      ))}
    </nav>
  );
}

function MenuSection({ section, among }: { section: NavigationSection; among: readonly string[] }) {
  const { path } = useContext(PageFrameContext);
  const { heading, entries } = section;
  const id = heading === null ? undefined : `menu-${heading.toLowerCase()}`;
  return (
    <div>
      {heading !== null && <p id={id}>{heading}</p>}
      <ul aria-labelledby={id}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <a href={entry.path} aria-current={markOf(entry.path, { among, path })}>
              {entry.label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Main({ page }: { page: WebPage }) {
  const { notice, alarms } = useContext(PageFrameContext);
  return (
    <main id="main" tabIndex={-1}>
      {notice && <NoticeBox notice={notice} />}
      <AlarmBanner alarms={alarms} runs="/runs" isOwn />
      <h1>{page.title}</h1>
      {page.lead !== undefined && <p class="lead">{page.lead}</p>}
      {page.body}
    </main>
  );
}
