/* Shows the letter again while its words are written. Without this the button to look does the same. */
(function () {
  "use strict";
  const desk = document.querySelector("[data-letter]");
  if (!desk) return;
  const form = desk.querySelector("form");
  const pages = document.querySelector("[data-letter-pages]");
  const error = document.querySelector("[data-letter-error]");
  const pause = 700;
  let timer = 0;
  let asked = 0;

  function sheet(address, number) {
    const image = document.createElement("img");
    image.className = "beraad-sheet";
    image.src = address;
    image.alt = pages.dataset.letterPages + " " + number;
    return image;
  }

  async function show() {
    const mine = ++asked;
    let answer;
    try {
      answer = await fetch(desk.dataset.letter, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    } catch (offline) {
      return;
    }
    if (!answer.ok || mine !== asked) return;
    const found = await answer.json();
    error.textContent = found.error;
    if (found.pages.length) pages.replaceChildren(...found.pages.map((address, place) => sheet(address, place + 1)));
  }

  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(show, pause);
  });
  if (!pages.querySelector("img")) show();
})();
