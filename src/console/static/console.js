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

// A page that shows progress reloads itself. Without this script, its link does.
for (const link of document.querySelectorAll('a[data-reload-after]')) {
  setTimeout(() => location.reload(), Number(link.dataset.reloadAfter) * 1000);
}
