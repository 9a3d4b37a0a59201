// The details of one node or edge: every value, and beneath it the sentences that say so.
const panel = document.getElementById("panel");
const links = {   // property: what it is called seen from its subject and from its object
  participant: ["Participants", "Contacts"], party: ["Parties", "Contacts and arrangements"], venue: ["Venue", "Contacts held here"],
  produced: ["Produced", "Came out of"], country: ["Country", "Officials, places and contacts"], within: ["Lies within", "Places in it"],
};

// Offsets count code points, as the articles' own do, and a string of JavaScript does not.
function quoted(text, from, to) {
  const points = Array.from(text), piece = (start, end) => points.slice(start, end).join("");
  return make("blockquote", "", piece(0, from), make("mark", "", piece(from, to)), piece(to));
}

function cited(article) {
  const cite = make("cite");
  if (article.url) {
    const link = make("a", "", article.title);
    link.href = article.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    cite.append(link);
  } else cite.append(article.title);
  const plain = article.address !== article.title && !article.url ? article.address : "";
  for (const part of [article.publisher, article.date && make("time", "", article.date), plain].filter(Boolean)) cite.append(" · ", part);
  return cite;
}

function passageList(passages) {
  return make("ul", "passages", ...passages.map(passage => {
    const { text, article } = facts.sentences[passage.sentence];
    const sure = make("span", "sure", `${Math.round(passage.confidence * 100)} %`), cite = cited(facts.articles[article]);
    sure.title = `Confidence; read by the rule ${passage.rule}`;
    cite.append(" · ", sure);
    return make("li", "", quoted(text, passage.from, passage.to), cite);
  }));
}

// Content that is made only when a reader opens it.
function folded(summary, content) {
  const details = make("details", "", make("summary", "", summary));
  details.addEventListener("toggle", () => { if (details.open && !details.children[1]) details.append(content()); });
  return details;
}

// The first few passages, the rest on demand; said plainly where there are none.
function evidence(passages, shown = 1) {
  if (!passages.length) return [make("p", "silent", "Derived from other values or reference data, not quoted.")];
  const rest = passages.slice(shown), open = passages.slice(0, shown);
  return [open.length ? passageList(open) : null,
    rest.length ? folded(counted(rest.length, open.length ? "more sentence" : "sentence", open.length ? "more sentences" : "sentences"),
      () => passageList(rest)) : null].filter(Boolean);
}

function goTo(node) {
  const button = make("button", "go", glyph(node.group), make("span", "", ...dated(node.label)));
  const last = node.changes.at(-1), told = node.label.toLowerCase();   // what the name does not say already
  const aside = (last ? [last.kind, last.date] : [node.date, node.status]).filter(part => part && !told.includes(part)).join(" · ");
  if (aside) button.append(make("small", "", aside));
  button.type = "button";
  button.addEventListener("click", () => choose(node.iri, true));
  return button;
}

function slotRows(node) {
  const list = make("dl");
  lifeRows(node, list);
  if (isAnchor(node)) linkRows(node, list);
  for (const slot of node.slots) {
    list.append(make("dt", "", slot.name));
    for (const { text, passages } of slot.values) list.append(make("dd", "", make("div", "value", text), ...evidence(passages)));
  }
  if (!isAnchor(node)) linkRows(node, list);
  return list.children.length ? list : null;
}

// What became of an arrangement: its changes as the articles tell them, and the states that follow.
function lifeRows(node, list) {
  if (node.changes.length) list.append(make("dt", "", "Changes"));
  for (const { kind, date, passages } of node.changes) {
    list.append(make("dd", "", make("div", "value", [kind, date].filter(Boolean).join(", ")), ...evidence(passages)));
  }
  if (node.states.length) list.append(make("dt", "", "State"));
  for (const { state, from, until } of node.states) {
    const span = [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(" ");
    list.append(make("dd", "", make("div", "value", [state, span].filter(Boolean).join(" "))));
  }
}

function linkRows(node, list) {
  for (const property of Object.keys(links)) {
    const edges = node.out.filter(edge => edge.property === property);
    if (edges.length) list.append(make("dt", "", links[property][0]));
    for (const edge of edges) list.append(make("dd", "", goTo(facts.nodes[edge.to]), ...evidence(edge.passages)));
  }
}

const latestFirst = (a, b) => {
  const [one, two] = [a, b].map(edge => facts.nodes[edge.from]);
  return two.date.localeCompare(one.date) || one.label.localeCompare(two.label);
};

function related(node) {
  const parts = [];
  for (const property of Object.keys(links)) {
    const edges = node.in.filter(edge => edge.property === property).sort(latestFirst);
    if (!edges.length) continue;
    const rows = some => make("ul", "related", ...some.map(edge => make("li", "", goTo(facts.nodes[edge.from]), ...evidence(edge.passages, 0))));
    parts.push(make("h3", "", `${links[property][1]} (${edges.length.toLocaleString("en")})`), rows(edges.slice(0, 12)));
    if (edges.length > 12) parts.push(folded(`${(edges.length - 12).toLocaleString("en")} more`, () => rows(edges.slice(12))));
  }
  return parts;
}

// What the panel shows before anything is selected: ways in.
function overview() {
  const list = (title, nodes) => (nodes.length
    ? [make("h3", "", title), make("ul", "related", ...nodes.slice(0, 6).map(node => make("li", "", goTo(node))))] : []);
  const latest = group => facts.nodes.filter(node => group.includes(node.group) && node.date)
    .sort((a, b) => b.date.localeCompare(a.date));
  const busiest = facts.nodes.filter(node => node.group === "official")
    .sort((a, b) => b.in.length - a.in.length || a.label.localeCompare(b.label));
  const changed = facts.nodes.filter(node => node.changes.length)
    .sort((a, b) => b.changes.at(-1).date.localeCompare(a.changes.at(-1).date));
  panel.replaceChildren(make("p", "empty", "Select a shape, a line or a row to see what the articles say about it, word for word."),
    ...list("Latest contacts", latest(["meeting", "call"])), ...list("Most often in contact", busiest),
    ...list("Arrangements that changed last", changed));
}

function top(kind, group, title, ...facts) {
  const close = make("button", "quiet close", "Close"), heading = make("h2", "", ...dated(title));
  close.type = "button";
  close.addEventListener("click", clear);
  heading.tabIndex = -1;
  return [make("header", "", make("p", "kind", group ? glyph(group) : null, kind), close), heading,
    make("div", "facts", ...facts.filter(Boolean))];
}

function showNode(node) {
  const articles = new Set();
  const count = passages => passages.forEach(passage => articles.add(facts.sentences[passage.sentence].article));
  node.slots.forEach(slot => slot.values.forEach(value => count(value.passages)));
  node.changes.forEach(change => count(change.passages));
  [...node.out, ...(isAnchor(node) ? [] : node.in)].forEach(edge => count(edge.passages));
  const status = node.status ? make("span", `status ${node.status}`, node.status) : null;
  panel.replaceChildren(...top(node.type, node.group, node.label, status, node.date ? make("time", "", node.date) : null,
    make("span", "", counted(articles.size, "article", "articles"))),
  ...(node.disputed.length ? [make("p", "dispute", `Sources disagree on: ${node.disputed.join(", ")}.`)] : []),
  ...[slotRows(node)].filter(Boolean), ...related(node), make("footer", "", make("code", "", node.iri)));
  return `${node.type}: ${node.label}. ${counted(articles.size, "article", "articles")}.`;
}

function showEdge(edge) {
  const [from, to] = [facts.nodes[edge.from], facts.nodes[edge.to]];
  const ends = make("dl", "", make("dt", "", "From"), make("dd", "", goTo(from)), make("dt", "", edge.property), make("dd", "", goTo(to)),
    make("dt", "", "Because"), make("dd", "", ...evidence(edge.passages, 8)));
  panel.replaceChildren(...top("Relation", "", `${from.label}: ${edge.property} ${to.label}`,
    edge.status ? make("span", `status ${edge.status}`, edge.status) : null), ends);
  return `${edge.property} of ${from.label}: ${to.label}.`;
}
