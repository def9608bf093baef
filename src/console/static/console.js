// Copy buttons. Without this script or access to the clipboard, the values can still be selected.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const status = button.parentElement.querySelector('output');
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        status.textContent = 'Copied';
      } catch {
        status.textContent = 'Select the value and copy it';
      }
      setTimeout(() => {
        status.textContent = '';
      }, 4000);
    });
  }
}

// On a phone, each section of the menu is one line to swipe: begin where the page is.
document.querySelector('.navigation a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });

// Times in the reader's zone: recent ones in words, and both zones on hover. Without this script, they are in UTC.
const DATE_TIME = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' };
const inZone = new Intl.DateTimeFormat('en-GB', DATE_TIME);
const inNamedZone = new Intl.DateTimeFormat('en-GB', { ...DATE_TIME, timeZoneName: 'short' });
const inUtc = new Intl.DateTimeFormat('en-GB', { ...DATE_TIME, timeZone: 'UTC', timeZoneName: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function timeInWords(time, now) {
  const minutes = Math.floor((now - time) / 60_000);
  if (minutes < 0) return inZone.format(time);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (time.toDateString() === now.toDateString()) return `today, ${clock.format(time)}`;
  if (time.toDateString() === yesterday.toDateString()) return `yesterday, ${clock.format(time)}`;
  return inZone.format(time);
}

function showTimes(root) {
  const now = new Date();
  for (const element of root.querySelectorAll('time[datetime]')) {
    const time = new Date(element.dateTime);
    const local = inNamedZone.format(time);
    const utc = inUtc.format(time);
    const text = 'exact' in element.dataset ? inZone.format(time) : timeInWords(time, now);
    if (element.textContent !== text) element.textContent = text;
    element.title = local === utc ? utc : `${local} (${utc})`;
  }
}

showTimes(document);
setInterval(() => showTimes(document), 60_000);

// Parts of a page that are kept up to date, from the page that they name, while they are in view; for half an hour at most.
// Without this script, a reload does that.
const LIVE_EVERY_MS = 4_000;
const LIVE_AT_MOST = 450;

async function refresh(part) {
  const response = await fetch(part.dataset.live, { redirect: 'error' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.getElementById(part.id);
  if (!next) return;
  showTimes(next);
  if (part.innerHTML !== next.innerHTML) part.replaceChildren(...next.childNodes);
}

for (const part of document.querySelectorAll('[data-live][id]')) {
  let left = LIVE_AT_MOST;
  const timer = setInterval(() => {
    if (document.visibilityState === 'hidden') return;
    left -= 1;
    if (left <= 0) clearInterval(timer);
    refresh(part).catch(() => {
      // The server may be restarting; the next round tries again.
    });
  }, LIVE_EVERY_MS);
}
