// The facts of the page. Whatever is in them came from articles: it enters the document as text nodes only.
const read = id => JSON.parse(document.getElementById(id).textContent);
const facts = read("facts");
const drawn = read("drawn");
const byIri = new Map(facts.nodes.map(node => [node.iri, node]));

// The edges at every node, and the name of the fact at either end.
facts.nodes.forEach(node => { node.out = []; node.in = []; });
facts.edges.forEach((edge, number) => {
  edge.number = number;
  facts.nodes[edge.from].out.push(edge);
  facts.nodes[edge.to].in.push(edge);
});
const degree = node => node.out.length + node.in.length;
const isAnchor = node => ["meeting", "call", "arrangement"].includes(node.group);

const glyph = group => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", `glyph ${group}`);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#glyph-${group}`);
  svg.append(use);
  return svg;
};

// An element with its class and its children; strings among them become text.
const make = (tag, name, ...children) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.filter(child => child !== null));
  return element;
};

// A text whose dates are not broken at their hyphens.
const dated = text => text.split(/(\d{4}-\d\d(?:-\d\d)?)/).map((part, number) => (number % 2 ? make("time", "", part) : part));

const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const say = text => { document.getElementById("said").textContent = text; };
