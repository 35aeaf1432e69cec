/* Keeps what people typed when the connection is lost: asks whether the site answers before the form leaves the page.
   If it does not, the page stays as it is, says so, and the button can be pressed again. Nothing is stored in the
   browser: the text may be about people. Without this script the form is sent as always. */
(function () {
  "use strict";
  const PATIENCE = 10000;
  const words = document.querySelector("template[data-connection]");
  if (!words) return;
  const notice = words.content.firstElementChild;
  const typed = new WeakSet();
  const reached = new WeakSet();
  let asking = false;

  async function answers() {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    try {
      const address = words.dataset.connection;
      return (await fetch(address, { method: "HEAD", cache: "no-store", signal: control.signal })).ok;
    } catch (lost) {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  document.addEventListener("input", (event) => {
    if (event.target.form) typed.add(event.target.form);
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !typed.has(form) || form.getAttribute("method") !== "post") return;
    if (reached.delete(form)) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    const isReached = await answers();
    asking = false;
    if (isReached) {
      notice.remove();
      reached.add(form);
      form.requestSubmit(event.submitter);
    } else {
      form.prepend(notice);
      notice.focus();
    }
  });
})();
