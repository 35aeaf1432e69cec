/* Sends on a form that was kept while somebody signed in again. Without it, there is a button. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-send-on]");
  if (form) form.requestSubmit();
})();
