// What ties the parts together: the selection (kept in the address, so that it can be linked to), filters and theme.
let chosen = null;     // the IRI of a node, or from~property~to of an edge
let cameFrom = null;   // where the keyboard was before the panel took it
const beside = matchMedia("(min-width: 60rem)");

const edgeName = edge => `${facts.nodes[edge.from].iri}~${edge.property}~${facts.nodes[edge.to].iri}`;
const edgeOf = name => {
  const [from, property, to] = name.split("~");
  return byIri.get(from)?.out.find(edge => edge.property === property && facts.nodes[edge.to].iri === to);
};

function choose(name, toPanel) {
  const node = byIri.get(name), edge = node ? undefined : edgeOf(name);
  if (!node && !edge) return;
  chosen = name;
  say(node ? showNode(node) : showEdge(edge));
  lookAt(node ? { main: node.number, edges: [...node.out, ...node.in],
    nodes: new Set([node.number, ...node.out.map(each => each.to), ...node.in.map(each => each.from)]) }
    : { main: null, edges: [edge], nodes: new Set([edge.from, edge.to]) });
  markRow(node ? node.number : null);
  panel.scrollTop = 0;
  if (toPanel || !beside.matches) {
    if (!panel.contains(document.activeElement)) cameFrom = document.activeElement;
    panel.querySelector("h2").focus({ preventScroll: true });
    if (!beside.matches) panel.scrollIntoView({ block: "start" });
  }
  remember(name);
}

function clear() {
  if (!chosen) return;
  chosen = null;
  overview();
  lookAt(null);
  markRow(null);
  say("Selection cleared.");
  if (cameFrom?.isConnected) cameFrom.focus();
  cameFrom = null;
  remember("");
}

const addressed = () => {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }   // an address cut short by hand
};

function remember(name) {
  if (addressed() === name) return;
  try {
    history.pushState(null, "", name ? `#${encodeURIComponent(name)}` : "#");
  } catch { /* inside a notebook the page has no address of its own */ }
}

function recall() {
  const name = addressed();
  if (name === (chosen ?? "")) return;
  if (name) choose(name, false);
  else clear();
}

network.on("click", ({ nodes, edges }) => {
  if (nodes.length) choose(facts.nodes[nodes[0]].iri, false);
  else if (edges.length) choose(edgeName(facts.edges[edges[0]]), false);
  else clear();
});
addEventListener("popstate", recall);
addEventListener("hashchange", recall);
document.addEventListener("keydown", event => { if (event.key === "Escape") clear(); });

// Filters. A contact or an arrangement passes by its own status and parties; all else is kept by what it touches.
const boxes = name => [...document.querySelectorAll(`#${name} input`)];
const off = name => new Set(boxes(name).filter(box => !box.checked).map(box => box.value));
const partyBox = document.getElementById("party");

function kept(party, statuses) {
  const passes = node => !statuses.has(node.status)
    && (party === null || node.out.some(edge => edge.property === "party" && edge.to === party));
  const keep = new Set(facts.nodes.filter(node => isAnchor(node) && passes(node)).map(node => node.number));
  const touches = node => [...node.out.map(edge => edge.to), ...node.in.map(edge => edge.from)];
  for (const node of facts.nodes.filter(each => !isAnchor(each))) {
    const anchors = touches(node).filter(number => isAnchor(facts.nodes[number]));
    if (node.number === party || anchors.some(number => keep.has(number)) || (party === null && !anchors.length)) keep.add(node.number);
  }
  for (const number of keep) {   // grows while it is walked: a country of an official, a city of a building
    for (const edge of facts.nodes[number].out) if (!isAnchor(facts.nodes[edge.to])) keep.add(edge.to);
  }
  return keep;
}

function filter() {
  const classes = off("classes"), statuses = off("statuses"), party = partyBox?.value ? Number(partyBox.value) : null;
  const keep = party === null && !statuses.size ? null : kept(party, statuses);
  hidden.clear();
  facts.nodes.forEach(node => { if (classes.has(node.group) || (keep && !keep.has(node.number))) hidden.add(node.number); });
  repaint();
  cutTables();
  fit(true);
  document.getElementById("reset").hidden = !classes.size && !keep;
  document.getElementById("filtered").textContent = hidden.size
    ? `${(facts.nodes.length - hidden.size).toLocaleString("en")} of ${facts.nodes.length.toLocaleString("en")} shown` : "";
}

function showAll() {
  [...boxes("classes"), ...boxes("statuses")].forEach(box => { box.checked = true; });
  if (partyBox) partyBox.value = "";
  filter();
}

document.querySelectorAll("#classes, #statuses, #party").forEach(part => part.addEventListener("change", filter));
document.getElementById("reset").addEventListener("click", showAll);

// Light or dark as the system has it, until the reader says otherwise.
const theme = document.getElementById("theme");
const systemDark = matchMedia("(prefers-color-scheme: dark)");

let dark = systemDark.matches;

function paint(asDark) {
  dark = asDark;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  nameTheme();
  repaint();
}

function nameTheme() { theme.textContent = dark ? "Light theme" : "Dark theme"; }

theme.addEventListener("click", () => paint(!dark));
systemDark.addEventListener("change", () => paint(systemDark.matches));
let before = false;
addEventListener("beforeprint", () => { before = dark; paint(false); });
addEventListener("afterprint", () => paint(before));

document.querySelector("main").classList.add("live");
document.querySelectorAll("#theme, #rail, #panel").forEach(part => { part.hidden = false; });
if (!beside.matches) document.querySelector(".filters").open = false;
overview();
nameTheme();
network.setSize("100%", "100%");
network.redraw();
fit(false);
recall();
motion = glide;
