/* Adds up the letters of a round while they are typed. The page works without it: a button adds up on the server. */
(function () {
  "use strict";
  const total = document.querySelector("[data-sizes-total]");
  if (!total) return;
  const inputs = document.querySelectorAll("input[name^='size_']");
  const written = new Intl.NumberFormat(document.documentElement.lang);

  function add() {
    const sizes = Array.from(inputs, (input) => Number.parseInt(input.value, 10) || 0);
    total.textContent = written.format(sizes.reduce((sum, size) => sum + size, 0));
  }
  for (const input of inputs) input.addEventListener("input", add);
})();
