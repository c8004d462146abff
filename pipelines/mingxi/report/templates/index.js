(() => {
const STEP = 100;
const by = id => document.getElementById(id);
const data = JSON.parse(by("data").textContent), list = by("list"), q = by("q");
const {outcome, amount, reason} = data, n = data.id.length;
const low = data.id.map(s => s.toLowerCase());
const chips = [...document.querySelectorAll(".chips button")];
let key = "", found = [], shown = 0, timer = 0;
const part = (kind, lang, text) => {
  const e = document.createElement("span");
  e.className = kind + " " + lang;
  e.lang = lang;
  e.textContent = text;
  return e;
};
const line = i => {
  const li = document.createElement("li"), a = document.createElement("a");
  const id = document.createElement("bdi"), o = outcome.of[outcome.at[i]];
  id.className = "id";
  id.textContent = data.id[i];
  a.href = data.href[i];
  a.append(id);
  ["zh", "en"].forEach((lang, k) => a.append(
    part("badge " + o[2], lang, o[k]),
    part("sum", lang, amount.of[amount.at[i]][k]),
    part("why", lang, reason.of[reason.at[i]][k])));
  li.append(a);
  return li;
};
const more = () => {
  const next = found.slice(shown, shown + STEP);
  list.append(...next.map(line));
  shown += next.length;
};
const holds = (column, word) => column.of.map(texts =>
  texts[0].toLowerCase().includes(word) || texts[1].toLowerCase().includes(word));
const show = () => {
  const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map(w => [w, holds(outcome, w), holds(amount, w), holds(reason, w)]);
  const on = outcome.of.map(o => !key || o[1] === key);
  found = [];
  for (let i = 0; i < n; i++) {
    if (!on[outcome.at[i]]) continue;
    if (tests.every(([w, o, a, r]) =>
      low[i].includes(w) || o[outcome.at[i]] || a[amount.at[i]] || r[reason.at[i]])) found.push(i);
  }
  // the very number that was typed comes first
  const exact = low.indexOf(q.value.trim().toLowerCase()), place = found.indexOf(exact);
  if (exact >= 0 && place > 0) found.unshift(...found.splice(place, 1));
  list.replaceChildren();
  shown = 0;
  more();
  by("shown").textContent = found.length.toLocaleString("en-US");
  by("none").hidden = found.length > 0;
};
q.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 80); });
for (const c of chips) c.addEventListener("click", () => {
  key = c.dataset.k;
  for (const d of chips) d.setAttribute("aria-pressed", String(d === c));
  show();
});
new IntersectionObserver(seen => { if (seen.some(e => e.isIntersecting)) more(); },
  {rootMargin: "800px"}).observe(by("end"));
by("tools").hidden = false;
show();
})();
