/* The page that checks a dropped record in this browser. Nothing is sent anywhere; the words are those of the page. */
(function () {
  "use strict";
  const page = document.querySelector("[data-verify]");
  const input = page.querySelector("input[type=file]");
  const verdict = page.querySelector("[data-verdict]");
  const facts = page.querySelector("[data-facts]");
  const ticket = page.querySelector("[data-ticket]");
  let record = null;

  function word(code, particulars = {}) {
    const found = page.querySelector(`[data-code="${code}"]`) || page.querySelector('[data-code="shape"]');
    return found.textContent.replace(/\{(\w+)\}/g, (_, name) => particulars[name] ?? "");
  }

  function tell(kind, text) {
    verdict.className = `beraad-alert beraad-tone--${kind}`;
    verdict.querySelector("p").textContent = text;
  }

  function fact(name, value) {
    const row = facts.querySelector(`[data-fact="${name}"] dd`);
    if (row) row.textContent = value;
  }

  const percent = (share) => (100 * share).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 }) + "%";

  async function check(file) {
    record = null;
    facts.hidden = ticket.hidden = true;
    tell("info", word("busy"));
    const bytes = new Uint8Array(await file.arrayBuffer());
    await new Promise((resolve) => setTimeout(resolve, 20));
    const print = sums.hex(sums.sha256(bytes));
    const found = verify(new TextDecoder().decode(bytes));
    if (found.finding) {
      tell("error", word("wrong") + " " + word(found.finding.code, found.finding.particulars));
      return;
    }
    const published = page.dataset.verify;
    if (published && published !== print) {
      tell("warning", word("right") + " " + word("other"));
    } else {
      tell("success", word("right"));
    }
    record = found.record;
    fact("print", print);
    fact("people", record.people.length);
    fact("seats", record.seats);
    fact("minimum", percent(record.minimum));
    fact("bound", percent(record.upper_bound));
    facts.hidden = ticket.hidden = false;
  }

  function show() {
    const number = ticket.querySelector("input").value.trim();
    const exists = record && /^[0-9]{3}$/.test(number) && Number(number) < record.tickets.length;
    const panel = exists ? record.panels[record.tickets[Number(number)]] : [];
    ticket.querySelector("output").textContent = exists ? panel.join(" ") : word("no_ticket");
  }

  input.addEventListener("change", () => input.files.length && check(input.files[0]));
  page.addEventListener("dragover", (event) => event.preventDefault());
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) check(event.dataTransfer.files[0]);
  });
  ticket.querySelector("button").addEventListener("click", show);
  page.hidden = false;
})();
