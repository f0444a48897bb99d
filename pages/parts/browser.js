/* What only the visitor's browser can do: follow and copy links, make a picture of a chart. Nothing is asked of anybody.

   server.py puts this into every page; what is clicked says by its data- attributes what it wants:
   data-copy="chi-so?place=…"                      the link, as it stands beside this page
   data-sort in a heading of .grid                 that column, up or down, by data-order where a field has it
   data-picture="png|svg" inside [data-figure]     of the Plotly figure beside it, or of data-svg (one drawn by us)
   A link of ours opens in the page that stands, as Streamlit's own back button does: a rerun, not a start of everything.
   In print Plotly's drawings, which have a fixed width, shrink to the paper. */
(() => {
  const SCALE = 2;
  const say = (near, text) => { const told = near.parentElement.querySelector("[role=status]"); if (told) told.textContent = text; };

  async function copy(button) {
    const address = new URL(button.dataset.copy, location.href).href;
    const copied = (await byClipboard(address)) || bySelection(address);
    if (!copied) window.prompt(button.dataset.failed, address);
    else { say(button, button.dataset.done); setTimeout(() => say(button, ""), 4000); }
  }

  async function byClipboard(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }  // not there without https
  }

  function bySelection(text) {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    field.style.cssText = "position:fixed;opacity:0";
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus();
    return copied;
  }

  /* The figure as it is drawn, on white, with title, what it shows and where it is from: a picture leaves its page. */
  function captioned(drawn, words) {
    const lines = text => (text ? text.split("<br>").length : 0);
    const over = 46 + 17 * lines(words.under), under = 66 + 15 * lines(words.foot);
    const legend = drawn._fullLayout.showlegend ? drawn._fullLayout.legend?._height || 0 : 0;
    const aloft = (drawn.layout.margin?.t || 0) + (drawn.layout.xaxis?.side === "top" ? 28 : 0);
    const top = over + legend + aloft, height = drawn._fullLayout.height + over + under;
    const note = (text, size, y, anchor) => ({ text, x: 0, y, xref: "paper", yref: "paper", xanchor: "left", yanchor: anchor,
      align: "left", showarrow: false, font: { size, color: "#56686c" }, yshift: anchor === "top" ? -58 : legend + aloft });
    return { width: 1000, height, data: drawn.data, layout: { ...drawn.layout, width: 1000, height, autosize: false,
      paper_bgcolor: "#fff", plot_bgcolor: "#fff", margin: { l: 40, r: 60, t: top, b: under }, modebar: { remove: [] },
      font: { ...drawn.layout.font, family: "Arial, Helvetica, sans-serif", color: "#1d2b2e" },
      legend: { ...drawn.layout.legend, font: { size: 13, color: "#1d2b2e" } },
      xaxis: dark(drawn.layout.xaxis), yaxis: dark(drawn.layout.yaxis),
      title: { text: `<b>${words.title}</b>`, x: 0, xref: "paper", xanchor: "left", y: 1, yref: "container", yanchor: "top",
        pad: { t: 16 }, font: { size: 18, color: "#1d2b2e" }, automargin: false },
      annotations: [...(drawn.layout.annotations || []), note(words.under, 13, 1, "bottom"), note(words.foot, 11, 0, "top")] } };
  }

  const dark = axis => ({ ...axis, automargin: true, tickfont: { ...axis?.tickfont, color: "#1d2b2e" },
    title: axis?.title && { ...axis.title, font: { ...axis.title.font, color: "#1d2b2e" } } });

  async function picture(button) {
    const words = button.closest("[data-figure]").dataset, format = button.dataset.picture;
    const drawn = button.closest('[class*="st-key-picture_"]')?.querySelector(".js-plotly-plot");
    const svg = words.svg ? "data:image/svg+xml," + words.svg : null;
    let made;
    if (svg) made = format === "svg" ? svg : await painted(svg);
    else {
      const { width, height, data, layout } = captioned(drawn, words);
      made = await window.Plotly.toImage({ data, layout }, { format, width, height, scale: format === "png" ? SCALE : 1 });
    }
    Object.assign(document.createElement("a"), { href: made, download: `${words.figure}.${format}` }).click();
  }

  async function painted(svg) {
    const image = Object.assign(new Image(), { src: svg });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width * SCALE, height: image.height * SCALE });
    const brush = canvas.getContext("2d");
    brush.scale(SCALE, SCALE);
    brush.drawImage(image, 0, 0);
    return canvas.toDataURL("image/png");
  }

  /* Not where another tab, a file or another place was asked for. */
  function follow(event) {
    const link = event.target.closest?.(".stHtml a[href]");
    if (!link || link.target || link.hasAttribute("download") || event.defaultPrevented) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const folder = address => address.origin + address.pathname.replace(/[^/]*$/, "");
    const to = new URL(link.href);
    if (folder(to) !== folder(location) || to.hash) return;
    event.preventDefault();
    history.pushState({}, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  }

  /* Whoever hears the page hears it in the language that the address names. */
  function speak() {
    document.documentElement.lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi";
  }

  for (const name of ["pushState", "replaceState"]) {
    const plain = history[name].bind(history);
    history[name] = (...told) => { plain(...told); speak(); };
  }
  window.addEventListener("popstate", speak);
  document.addEventListener("click", follow);
  /* Numbers by their size, words as the language orders them, gaps last. */
  function sort(button) {
    const heading = button.closest("th"), [body] = heading.closest("table").tBodies, { compare } = new Intl.Collator("vi");
    const way = heading.ariaSort === "ascending" ? -1 : 1, numbers = heading.classList.contains("number");
    const key = row => { const field = row.cells[heading.cellIndex]; return field.dataset.order ?? field.textContent; };
    const order = (a, b) => !a.key || !b.key ? !a.key - !b.key : way * (numbers ? a.key - b.key : compare(a.key, b.key));
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    body.append(...[...body.rows].map(row => ({ row, key: key(row) })).sort(order).map(({ row }) => row));
  }

  document.addEventListener("click", event => {
    const heading = event.target.closest?.("[data-sort]");
    if (heading) sort(heading);
    const button = event.target.closest?.("[data-copy], [data-picture]");
    if (!button) return;
    (button.dataset.copy === undefined ? picture : copy)(button).catch(fault => say(button, String(fault.message || fault)));
  });

  window.addEventListener("beforeprint", () => {
    for (const drawn of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      const { width, height } = drawn.getBoundingClientRect();
      drawn.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach(drawn => drawn.removeAttribute("viewBox"));
  });
})();
