/**
 * After the server was renewed, a page that was open before asks for parts that are no longer there: it is loaded
 * again, once.
 */
export function reloadWhenRenewed(): void {
  window.addEventListener("vite:preloadError", (event) => {
    const key = "beanfield.reloaded";
    const before = Number(sessionStorage.getItem(key));
    if (Date.now() - before < 60_000) return;
    sessionStorage.setItem(key, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
