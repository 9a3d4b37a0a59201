// Search over names and other names: "/" comes here, arrows walk through the results, Enter goes there, Esc clears.
const find = document.getElementById("find");
const found = document.getElementById("found");
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = inOrder.map(node => ({ node, name: plain(node.label), all: plain([node.label, ...node.names, node.date, node.type].join(" ")) }));
let results = [];
let at = -1;

function lookUp(text) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const rank = ({ name }) => (` ${name}`.includes(` ${words[0]}`) ? 0 : name.includes(words[0]) ? 1 : 2);
  return index.filter(({ all }) => words.every(word => all.includes(word)))
    .sort((a, b) => rank(a) - rank(b)).slice(0, 30).map(({ node }) => node);
}

function showResults() {
  found.replaceChildren(...results.map((node, number) => {
    const item = make("li", "", glyph(node.group), make("span", "", node.label), make("small", "", node.date || node.type));
    item.id = `found-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(number === at));
    item.addEventListener("pointerdown", event => { event.preventDefault(); jump(number); });
    return item;
  }));
  if (!results.length && find.value.trim()) found.append(make("li", "none", "Nothing of that name"));
  found.hidden = !find.value.trim();
  find.setAttribute("aria-expanded", String(!found.hidden));
  if (at >= 0) find.setAttribute("aria-activedescendant", `found-${at}`);
  else find.removeAttribute("aria-activedescendant");
  found.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

function closeResults() {
  found.hidden = true;
  find.setAttribute("aria-expanded", "false");
  find.removeAttribute("aria-activedescendant");
}

function jump(number) {
  const node = results[number];
  if (!node) return;
  closeResults();
  if (hidden.has(node.number)) showAll();
  choose(node.iri, true);
}

find.addEventListener("input", () => {
  results = lookUp(find.value);
  at = results.length ? 0 : -1;
  showResults();
  say(find.value.trim() ? counted(results.length, "result", "results") : "");
});
find.addEventListener("keydown", event => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!results.length) return;
    at = (at + (event.key === "ArrowDown" ? 1 : results.length - 1)) % results.length;
    showResults();
  } else if (event.key === "Enter") jump(at);
  else if (event.key === "Escape") {
    find.value = "";
    results = [];
    at = -1;
    showResults();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
find.addEventListener("blur", closeResults);
find.addEventListener("focus", () => { if (find.value.trim()) showResults(); });
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  find.focus();
  find.select();
});
