(() => {
for (const lever of document.querySelectorAll(".lever")) {
  const rows = [...lever.querySelectorAll("tbody tr")], slide = lever.querySelector(".slide");
  const range = slide.querySelector("input"), out = slide.querySelector("output");
  const show = () => {
    const [value, limit] = [...rows[range.value].children].map(e => e.firstChild.textContent.trim());
    out.replaceChildren();
    for (const [kind, text] of [["span", value], ["b", limit]]) {
      const e = document.createElement(kind);
      e.textContent = text;
      out.append(e, " ");
    }
    range.setAttribute("aria-valuetext", value + ", " + limit);
  };
  range.addEventListener("input", show);
  lever.classList.add("live");
  slide.hidden = false;
  show();
}
})();
