// The drawing: vis-network at the positions computed beforehand; labels, crosses and the focus are painted on top,
// at a size that does not change with the zoom and only where they have room.
const canvas = document.getElementById("canvas");
const many = facts.nodes.length > 250;
const hidden = new Set();   // numbers of nodes that the filters take out
let hovered = null;         // number of the node under the pointer
let focus = null;           // {nodes: Set, edges: [edge], main: number or null}
let colours = {};

const names = ["ink", "muted", "canvas", "link", "accent", "official", "meeting", "call", "arrangement", "place",
  "country", "organization"];
const pairs = { participant: .75, produced: .9, venue: .6, within: .5, party: .45, country: .4 };
const dashed = { planned: [7, 4], proposed: [3, 3], cancelled: [1.5, 4], refused: [1.5, 4] };

function nodeStyle(node) {
  const colour = colours[node.group], unreal = dashed[node.status], off = ["cancelled", "refused"].includes(node.status);
  return {
    id: node.number, hidden: hidden.has(node.number), borderWidth: unreal ? 2 : 1.2,
    color: { background: unreal ? colours.canvas : colour, border: off ? colours.muted : colour },
    shapeProperties: { borderDashes: unreal || false },
  };
}

function edgeStyle(edge) {
  return {
    id: edge.number, hidden: hidden.has(edge.from) || hidden.has(edge.to), dashes: dashed[edge.status] || false,
    width: { produced: 2.5, participant: 1.8, venue: 1.5 }[edge.property] ?? 1,
    color: { color: edge.property === "produced" ? colours.arrangement : colours.link, opacity: pairs[edge.property],
      inherit: false },
  };
}

readColours();
const shapes = new vis.DataSet(drawn.nodes.map(({ label, ...shape }) => ({ ...shape, ...nodeStyle(facts.nodes[shape.id]) })));
const lines = new vis.DataSet(drawn.edges.map(line => ({ ...line, ...edgeStyle(facts.edges[line.id]) })));
canvas.parentElement.hidden = false;
const network = new vis.Network(canvas, { nodes: shapes, edges: lines }, JSON.parse(canvas.dataset.options));
canvas.querySelector(".vis-network").removeAttribute("tabindex");

// The style sheet's colours as this theme has them, resolved by an element that is never seen.
function readColours() {
  const probe = document.body.appendChild(document.createElement("i"));
  colours = Object.fromEntries(names.map(name => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
}

function repaint() {
  readColours();
  shapes.update(facts.nodes.map(nodeStyle));
  lines.update(facts.edges.map(edgeStyle));
}

// Who is named first where there is no room for all: hubs, and people and countries before events.
const weight = { country: 3, organization: 3, official: 2, arrangement: 1.5, place: 1.2, meeting: 1, call: 1 };
const inOrder = facts.nodes.slice().sort((a, b) => degree(b) * weight[b.group] - degree(a) * weight[a.group]);
const short = text => (text.length > 34 ? `${text.slice(0, 32).trimEnd()}…` : text);
const widths = new Map();

function paintLabels(ctx, positions) {
  const scale = network.getScale(), size = 12 / scale;
  const near = focus ? focus.nodes : null;
  const first = [hovered, focus && focus.main].filter(number => number !== null && number !== undefined);
  const shown = near ? [...near] : many ? [] : inOrder.map(node => node.number).filter(number => !hidden.has(number));
  const taken = shown.length < 300 ? shown.map(number => ({ ...positions[number], width: drawnSize[number] * 2,
    height: drawnSize[number] * 2 })) : [];
  const rest = near && near.size < 80 ? inOrder.filter(node => near.has(node.number)) : inOrder;
  const room = near ? 80 : Math.max(24, (canvas.clientWidth * canvas.clientHeight) / (many ? 16000 : 9000));
  const placed = [], view = inView();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const node of new Set([...first.map(number => facts.nodes[number]), ...rest])) {
    if (placed.length >= room) break;
    if (hidden.has(node.number) || (near && !near.has(node.number) && node.number !== hovered)) continue;
    if (!near && scale < .9 && weight[node.group] === 1 && node.number !== hovered) continue;   // events are too many
    const bold = weight[node.group] === 3 || first.includes(node.number);
    ctx.font = `${bold ? 600 : 400} ${size}px system-ui, sans-serif`;
    if (!widths.has(node.number)) widths.set(node.number, ctx.measureText(short(node.label)).width * scale);
    const place = others => findRoom(positions[node.number], drawnSize[node.number], widths.get(node.number) / scale + size,
      size, others, view);
    const box = place([...taken, ...placed]) ?? (bold || weight[node.group] > 1.5 ? place(placed) : null);
    if (!box) continue;
    placed.push(box);
    ctx.lineWidth = 3.5 / scale;
    ctx.strokeStyle = colours.canvas;
    ctx.fillStyle = node.group === "place" || weight[node.group] === 1 ? colours.muted : colours.ink;
    if (first.includes(node.number)) ctx.fillStyle = colours.ink;
    ctx.strokeText(short(node.label), box.x, box.y);
    ctx.fillText(short(node.label), box.x, box.y);
  }
}

const drawnSize = drawn.nodes.reduce((sizes, shape) => { sizes[shape.id] = shape.size; return sizes; }, []);

// A box below the shape, or else above or beside it, in view and meeting no other; null where there is none.
function findRoom({ x, y }, radius, width, size, placed, view) {
  for (const [side, down] of [[0, 1], [0, -1], [1, 0], [-1, 0]]) {
    const box = { x: x + side * (radius + width / 2), y: y + down * (radius + size * .8), width, height: size * 1.15 };
    const inside = box.x - width / 2 >= view.left && box.x + width / 2 <= view.right && box.y >= view.top && box.y <= view.bottom;
    if (inside && !placed.some(other => Math.abs(other.x - box.x) * 2 < other.width + box.width
      && Math.abs(other.y - box.y) * 2 < other.height + box.height)) return box;
  }
  return null;
}

function paintCrosses(ctx, positions) {
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1.8;
  for (const node of facts.nodes) {
    if (hidden.has(node.number) || (node.status !== "cancelled" && node.status !== "refused")) continue;
    if (focus && !focus.nodes.has(node.number)) continue;
    const { x, y } = positions[node.number], arm = 5;
    ctx.beginPath();
    ctx.moveTo(x - arm, y + arm);
    ctx.lineTo(x + arm, y - arm);
    if (node.status === "refused") {
      ctx.moveTo(x - arm, y - arm);
      ctx.lineTo(x + arm, y + arm);
    }
    ctx.stroke();
  }
}

// The part of the drawing that the window shows.
function inView() {
  const start = network.DOMtoCanvas({ x: 0, y: 0 });
  const end = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  return { left: start.x, top: start.y, right: end.x, bottom: end.y };
}

// What is not in focus recedes: a veil over everything, and the focus drawn again above it.
function paintFocus(ctx, positions) {
  const { left, top, right, bottom } = inView();
  ctx.globalAlpha = .82;
  ctx.fillStyle = colours.canvas;
  ctx.fillRect(left, top, right - left, bottom - top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = Math.max(1.6, 1.3 / network.getScale());
  for (const edge of focus.edges) {
    if (hidden.has(edge.from) || hidden.has(edge.to)) continue;
    ctx.setLineDash(dashed[edge.status] ?? []);
    ctx.beginPath();
    ctx.moveTo(positions[edge.from].x, positions[edge.from].y);
    ctx.lineTo(positions[edge.to].x, positions[edge.to].y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  for (const number of focus.nodes) if (!hidden.has(number)) network.body.nodes[number].draw(ctx);
  if (focus.main === null || hidden.has(focus.main)) return;
  const { x, y } = positions[focus.main];
  ctx.beginPath();
  ctx.arc(x, y, drawnSize[focus.main] + 7, 0, 2 * Math.PI);
  ctx.strokeStyle = colours.accent;
  ctx.lineWidth = 3;
  ctx.stroke();
}

network.on("afterDrawing", ctx => {
  const positions = network.getPositions();
  if (focus) paintFocus(ctx, positions);
  paintCrosses(ctx, positions);
  paintLabels(ctx, positions);
});

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const glide = still || many ? false : { duration: 350, easingFunction: "easeInOutQuad" };
let motion = false;   // until the page stands
const fit = animation => network.fit({ nodes: facts.nodes.filter(node => !hidden.has(node.number)).map(node => node.number),
  animation: animation ? motion : false, maxZoomLevel: 1.4 });

// Bring a selection into view with all that it touches, but never so near that the surroundings are lost.
function lookAt(selection) {
  focus = selection;
  if (selection) {
    const seen = [...selection.nodes].filter(number => !hidden.has(number));
    if (selection.main === null || seen.length > 60) network.redraw();
    else network.fit({ nodes: seen, animation: motion, maxZoomLevel: 1.1 });
  } else network.redraw();
}

function zoom(factor) {
  if (!factor) fit(true);
  else network.moveTo({ scale: Math.min(4, Math.max(.05, network.getScale() * factor)), animation: false });
}

function pan(x, y) {
  const { x: left, y: top } = network.getViewPosition(), step = 60 / network.getScale();
  network.moveTo({ position: { x: left + x * step, y: top + y * step }, animation: false });
}

canvas.addEventListener("keydown", event => {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const zooms = { "+": 1.4, "=": 1.4, "-": .714, "0": 0 };
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moves[event.key]) pan(...moves[event.key]);
  else if (event.key in zooms) zoom(zooms[event.key]);
  else return;
  event.preventDefault();
});

// The wheel scrolls the page until the reader has stepped into the drawing.
canvas.addEventListener("wheel", event => {
  if (!event.ctrlKey && document.activeElement !== canvas) event.stopPropagation();
}, { capture: true });
canvas.addEventListener("pointerdown", () => canvas.focus({ preventScroll: true, focusVisible: false }));
document.querySelectorAll("[data-zoom]").forEach(button => {
  button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
});
const hint = document.getElementById("hint");
hint.textContent = "Drag to move, click and scroll to zoom";
canvas.addEventListener("focus", () => { hint.textContent = ""; });
network.on("hoverNode", ({ node }) => { hovered = node; canvas.style.cursor = "pointer"; network.redraw(); });
network.on("blurNode", () => { hovered = null; canvas.style.cursor = ""; network.redraw(); });
network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
network.on("blurEdge", () => { canvas.style.cursor = ""; });
