// Graphs: the way from a goal to the company on hover and focus, larger and smaller, and marking by status.
onPage("[data-goals-graph]", (figure) => {
  const region = figure.querySelector(".goals-graph");
  const svg = region.querySelector("svg");
  const nodes = [...svg.querySelectorAll("[data-node]")];
  const edges = [...svg.querySelectorAll("[data-from]")].map((edge) => [edge, edge.dataset.from.split(" "), edge.dataset.to]);
  const checks = [...figure.querySelectorAll("input[type=checkbox]")];
  const size = { width: Number(svg.getAttribute("width")), height: Number(svg.getAttribute("height")) };
  let zoom = 1;

  const mark = (kept, lit) => {
    for (const node of nodes) {
      node.classList.toggle("goals-is-path", lit.has(node.dataset.node));
      node.classList.toggle("goals-is-dim", kept !== null && !kept.has(node.dataset.node));
    }
    for (const [edge, from, to] of edges) {
      const lies = from.some((name) => lit.has(name)) && lit.has(to);
      edge.classList.toggle("goals-is-path", lies);
      edge.classList.toggle("goals-is-dim", kept !== null && !lies && !(kept.has(to) && from.some((name) => kept.has(name))));
    }
  };

  const byStatus = () => {
    const wanted = checks.filter((check) => check.checked).map((check) => `goals-s-${check.value}`);
    if (!wanted.length) return null;
    return new Set(nodes.filter((node) => wanted.some((name) => node.classList.contains(name))).map((node) => node.dataset.node));
  };

  const pathFrom = (start) => {
    const path = new Set([start]);
    for (const name of path) {
      for (const [, from, to] of edges) if (from.includes(name)) path.add(to);
    }
    return path;
  };

  const light = (event) => {
    const node = event.target.closest("[data-node]");
    const path = node ? pathFrom(node.dataset.node) : new Set();
    mark(node && path.size > 1 ? path : byStatus(), path.size > 1 ? path : new Set());
  };
  const rest = () => mark(byStatus(), new Set());
  svg.addEventListener("mouseover", light);
  svg.addEventListener("focusin", light);
  svg.addEventListener("mouseleave", rest);
  svg.addEventListener("focusout", rest);

  const scale = (wanted, x = region.clientWidth / 2) => {
    const next = Math.min(Math.max(wanted, 0.25), 3);
    const left = ((region.scrollLeft + x) * next) / zoom - x;
    zoom = next;
    svg.style.maxWidth = "none";
    svg.setAttribute("width", size.width * zoom);
    svg.setAttribute("height", size.height * zoom);
    region.scrollLeft = left;
  };
  const fit = () => scale(Math.min(1, region.clientWidth / size.width));
  const actions = { in: () => scale(zoom * 1.25), out: () => scale(zoom / 1.25), fit };
  figure.addEventListener("click", (event) => actions[event.target.closest("[data-zoom]")?.dataset.zoom]?.());
  region.addEventListener("keydown", (event) => {
    const action = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    actions[action]();
  });
  region.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    scale(zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1), event.clientX - region.getBoundingClientRect().left);
  }, { passive: false });

  // Dragging with the mouse moves the picture; a finger scrolls it anyway.
  let grabbed = null;
  region.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button === 0) grabbed = { x: event.clientX, left: region.scrollLeft, moved: false };
  });
  region.addEventListener("pointermove", (event) => {
    if (!grabbed || !(event.buttons & 1)) return;
    if (Math.abs(event.clientX - grabbed.x) > 4) grabbed.moved = true;
    if (grabbed.moved) region.scrollLeft = grabbed.left + grabbed.x - event.clientX;
  });
  region.addEventListener("click", (event) => {
    if (grabbed?.moved) event.preventDefault();
    grabbed = null;
  }, true);
  region.addEventListener("dragstart", (event) => event.preventDefault());

  // A picture that is wider than its place begins at the goal that it is about.
  const focus = svg.querySelector(".goals-card-focus")?.getBoundingClientRect();
  if (focus) region.scrollLeft += focus.left - region.getBoundingClientRect().left - (region.clientWidth - focus.width) / 2;

  const tools = figure.querySelector(".goals-explorer__tools");
  if (!tools) return;
  const wanted = (parameters().get("status") || "").split(",");
  for (const check of checks) check.checked = wanted.includes(check.value);
  figure.addEventListener("change", () => {
    keepInAddress({ status: checks.filter((check) => check.checked).map((check) => check.value).join(",") });
    rest();
  });
  tools.hidden = false;
  rest();
});
