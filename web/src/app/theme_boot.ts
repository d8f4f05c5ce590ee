// Runs before the first paint; see tools/theme_plugin.ts.
try {
  const theme = localStorage.getItem('ot.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // A browser without storage follows the system.
}
