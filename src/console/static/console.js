// Copy buttons. Without this script, or where the browser keeps the clipboard shut, the values can be selected.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const said = button.parentElement.querySelector('output');
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        said.textContent = 'Copied';
      } catch {
        said.textContent = 'Select the value and copy it';
      }
      setTimeout(() => {
        said.textContent = '';
      }, 4000);
    });
  }
}
