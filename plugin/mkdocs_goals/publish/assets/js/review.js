// Presentation: one screen at a time, by keyboard, touch or by itself. The screen is kept in the address.
onPage("[data-goals-deck]", (deck) => {
  const slides = [...deck.querySelectorAll(".goals-slide")];
  const auto = deck.querySelector('[data-deck="auto"]');
  const bar = deck.querySelector(".goals-deck__bar");
  const status = bar.querySelector('[role="status"]');
  let at = 0;
  let timer = 0;
  let touched = null;

  const presenting = () => deck.classList.contains("goals-deck--on");
  const seconds = () => Math.max(Number(parameters().get("auto")) || 30, 3);

  const go = (next) => {
    at = Math.min(Math.max(next, 0), slides.length - 1);
    slides.forEach((slide, number) => slide.classList.toggle("goals-slide--here", number === at));
    status.textContent = `${deck.dataset.label} ${at + 1} / ${slides.length}`;
    slides[at].scrollTop = 0;
    keepInAddress({ screen: at ? String(at + 1) : "" });
  };

  const run = () => {
    clearInterval(timer);
    if (presenting() && auto.checked) timer = setInterval(() => go((at + 1) % slides.length), seconds() * 1000);
  };

  const begin = () => {
    deck.classList.add("goals-deck--on");
    bar.hidden = false;
    document.documentElement.classList.add("goals-presenting");
    deck.focus({ preventScroll: true });
    go(at);
    run();
  };

  // What reaches beyond the deck: the timer, the page's scroll bar, the whole screen.
  const release = () => {
    clearInterval(timer);
    document.documentElement.classList.remove("goals-presenting");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  };

  const end = () => {
    deck.classList.remove("goals-deck--on");
    bar.hidden = true;
    release();
    keepInAddress({ present: "", screen: "", auto: "" });
    slides[at].scrollIntoView();
  };

  deck.querySelector('[data-deck="start"]').addEventListener("click", () => {
    deck.requestFullscreen?.().catch(() => undefined);
    keepInAddress({ present: "1", auto: auto.checked ? String(seconds()) : "" });
    begin();
  });
  const buttons = { back: () => go(at - 1), on: () => go(at + 1), end };
  bar.addEventListener("click", (event) => {
    buttons[event.target.closest("[data-deck]")?.dataset.deck]?.();
    run();
  });
  auto.addEventListener("change", run);
  deck.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && presenting()) end();
  });

  const keys = {
    ArrowRight: () => go(at + 1), PageDown: () => go(at + 1), " ": () => go(at + 1),
    ArrowLeft: () => go(at - 1), PageUp: () => go(at - 1),
    Home: () => go(0), End: () => go(slides.length - 1), Escape: end,
  };
  deck.addEventListener("keydown", (event) => {
    const free = event.target === deck || event.key !== " ";
    if (!presenting() || !keys[event.key] || !free || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
    run();
  });
  deck.addEventListener("touchstart", (event) => (touched = event.changedTouches[0]), { passive: true });
  deck.addEventListener("touchend", (event) => {
    const end_ = event.changedTouches[0];
    const x = touched ? end_.clientX - touched.clientX : 0;
    if (!presenting() || Math.abs(x) < 50 || Math.abs(x) < Math.abs(end_.clientY - touched.clientY)) return;
    go(at + ((x < 0) === (getComputedStyle(deck).direction === "ltr") ? 1 : -1));
    run();
  });

  deck.querySelector(".goals-deck__start").hidden = false;
  const query = parameters();
  at = Math.min(Math.max(Number(query.get("screen") || 1) - 1, 0), slides.length - 1);
  auto.checked = query.has("auto");
  if (query.has("present")) begin();
  return release;
});
