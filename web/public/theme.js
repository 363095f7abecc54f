// Runs before the first paint, so that nobody who chose dark sees a white flash. A file, since inline scripts are refused.
;(() => {
  let choice = 'auto'
  try {
    choice = localStorage.getItem('ripen-theme') ?? 'auto'
  } catch {}
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
