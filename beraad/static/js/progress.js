/* Keeps the part of a page marked data-progress up to date without moving the reader's place.
   The page works without it: the layout then asks the browser to load the page again. */
(function () {
  "use strict";
  const part = document.querySelector("[data-progress]");
  if (!part) return;
  const seconds = Number(part.dataset.progress) || 5;

  async function refresh() {
    let answer;
    try {
      answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    } catch (offline) {
      setTimeout(refresh, seconds * 4000);
      return;
    }
    if (answer.redirected || !answer.ok) {
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) {
      location.reload();
      return;
    }
    if (!part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
    setTimeout(refresh, seconds * 1000);
  }
  setTimeout(refresh, seconds * 1000);
})();
