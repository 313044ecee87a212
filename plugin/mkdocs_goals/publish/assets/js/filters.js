// Filters, sorting, paging and CSV of a list that stands in the page. The form names the list that it filters.
const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });

const plainText = (cell) =>
  [...cell.childNodes].filter((node) => node.nodeName !== "I").map((node) => node.textContent).join("").trim();

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

onPage("form[data-goals-filter]", (form) => {
  const list = document.getElementById(form.dataset.goalsFilter);
  const items = [...list.querySelectorAll("tr[data-team], li[data-text]")];
  const words = items.map((item) => fold(item.dataset.text || `${item.textContent} ${item.dataset.tag || ""}`));
  const numbers = new Map(items.map((item, number) => [item, number]));
  const body = items[0].parentElement;
  const pageSize = Number(list.dataset.pageSize) || Infinity;
  const fields = [...form.elements].filter((field) => field.name);
  const none = document.createElement("p");
  none.className = "goals-empty";
  none.textContent = list.dataset.none;
  let found = items;
  let shown = pageSize;
  let order = parameters().get("sort") || "";

  // A team's filter takes its sub-teams with it: they stand below it, further in.
  const accepted = (select) => {
    const options = [...select.options];
    const depth = (option) => Number(option.dataset.depth || 0);
    const wanted = new Set(select.value.split(","));
    if (select.name !== "team") return wanted;
    for (let at = select.selectedIndex + 1; at < options.length; at += 1) {
      if (select.value === "-" || depth(options[at]) <= depth(options[select.selectedIndex])) break;
      wanted.add(options[at].value);
    }
    return wanted;
  };

  const tests = () =>
    fields
      .filter((field) => field.value)
      .map((field) => {
        if (field.name === "q") {
          const parts = fold(field.value).split(/\s+/);
          return (item) => parts.every((part) => words[numbers.get(item)].includes(part));
        }
        const wanted = accepted(field);
        return (item) => (item.dataset[field.name] || "").split("\n").some((value) => wanted.has(value));
      });

  const sorted = (rows) => {
    const key = order.replace("-", "");
    const heads = [...list.querySelectorAll("th[data-key]")];
    const at = heads.findIndex((head) => head.dataset.key === key);
    for (const head of heads) {
      if (head.dataset.key === key) head.ariaSort = order.startsWith("-") ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    }
    if (at < 0) return rows;
    const ranks = new Map([...(form.elements.status?.options || [])].map((option, rank) => [option.value, rank]));
    const values = {
      number: (row) => (row.cells[at].dataset.n ? Number(row.cells[at].dataset.n) : NaN),
      status: (row) => ranks.get(row.dataset.status) ?? NaN,
      cycle: (row) => row.dataset.cycle,
      text: (row) => plainText(row.cells[at]),
    };
    const way = order.startsWith("-") ? -1 : 1;
    const valueOf = values[heads[at].dataset.sort || "text"];
    const empty = (value) => value === "" || Number.isNaN(value);
    const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
    const pairs = rows.map((row) => [valueOf(row), row]);
    pairs.sort(([a], [b]) => empty(a) - empty(b) || (empty(a) ? 0 : way * compare(a, b)));
    return pairs.map(([, row]) => row);
  };

  const more = document.createElement("button");
  more.type = "button";
  more.className = "goals-button";
  more.textContent = list.dataset.more || "";
  more.addEventListener("click", () => {
    shown += pageSize;
    show();
    found[shown - pageSize]?.querySelector("a")?.focus();
  });

  const show = () => {
    if (pageSize < Infinity) body.replaceChildren(...found.slice(0, shown));
    else {
      const kept = new Set(found);
      for (const item of items) item.hidden = !kept.has(item);
      for (const group of list.querySelectorAll("tbody")) group.hidden = !group.querySelector("tr[data-team]:not([hidden])");
    }
    more.hidden = found.length <= shown;
    none.hidden = found.length > 0;
    const output = form.querySelector("output");
    if (output) {
      const forms = JSON.parse(output.dataset.forms);
      const form_ = new Intl.PluralRules(document.documentElement.lang || undefined).select(found.length);
      output.textContent = (forms[form_] || forms.other).replace("{n}", found.length.toLocaleString(document.documentElement.lang || undefined));
    }
  };

  const apply = () => {
    const all = tests();
    found = sorted(items.filter((item) => all.every((test) => test(item))));
    shown = pageSize;
    show();
    keepInAddress({ ...Object.fromEntries(fields.map((field) => [field.name, field.value])), sort: order });
  };

  const csv = () => {
    const quoted = (text) => `"${(/^[=+\-@\t\r\n]/.test(text) && Number.isNaN(Number(text)) ? "'" : "") + text.replaceAll('"', '""')}"`;
    const heads = [...list.querySelectorAll("thead th")].map(plainText);
    const rows = [heads, ...found.map((row) => [...row.cells].map(plainText))];
    const text = rows.map((row) => row.map(quoted).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    link.download = "goals.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };

  for (const head of list.querySelectorAll("th[data-key]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "goals-sort";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const key = head.dataset.key;
      order = order === key ? `-${key}` : order === `-${key}` ? "" : key;
      apply();
    });
    head.replaceChildren(button);
  }

  const toggle = form.querySelector(".goals-filters__toggle");
  toggle?.addEventListener("click", () => toggle.setAttribute("aria-expanded", toggle.ariaExpanded !== "true"));

  const query = parameters();
  for (const field of fields) {
    const value = query.get(field.name);
    if (!value) continue;
    if (value.includes(",") && field.options) {
      const names = [...field.options].filter((option) => value.split(",").includes(option.value));
      field.add(new Option(names.map((option) => option.text.trim()).join(", "), value));
    }
    field.value = value;
    if (field.name !== "q") toggle?.setAttribute("aria-expanded", "true");
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => ((order = ""), apply())));
  form.querySelector("[data-csv]")?.addEventListener("click", csv);
  list.append(none, more);
  form.hidden = false;
  apply();
});
