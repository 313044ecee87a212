// Sets up what the other parts register, on every page: instant navigation brings new pages without a new script.
// What a set-up returns is called when its element is gone: it takes back what was done outside of the element.
const setUps = [];
const leaves = new Map();
let path = location.pathname;
const onPage = (selector, setUp) => setUps.push([selector, setUp]);

// Material's search is a dialog without a name; a screen reader needs one.
const nameTheSearch = () => {
  const search = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const input = search?.querySelector("input[aria-label]");
  if (input) search.setAttribute("aria-label", input.getAttribute("aria-label"));
};

const leavePages = () => {
  for (const [element, leave] of leaves) {
    if (!element.isConnected) {
      leaves.delete(element);
      leave();
    }
  }
};

const setUpPage = () => {
  path = location.pathname;
  leavePages();
  nameTheSearch();
  for (const [selector, setUp] of setUps) {
    for (const element of document.querySelectorAll(selector)) {
      if (element.dataset.ready === undefined) {
        element.dataset.ready = "";
        const leave = setUp(element);
        if (leave) leaves.set(element, leave);
      }
    }
  }
};

const start = () => (typeof document$ === "undefined" ? setUpPage() : document$.subscribe(setUpPage));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else queueMicrotask(start);

// What is chosen is kept in the address. A browser that refuses (some do for files) keeps the page working. While the
// next page is on its way the address is that page's already: then nothing is kept.
const parameters = () => new URLSearchParams(location.search);
const keepInAddress = (values) => {
  if (location.pathname !== path) return;
  const query = parameters();
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString().replaceAll("%2C", ",");
  try {
    history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  } catch {
    return;
  }
};
