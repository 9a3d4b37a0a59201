// The tables: sorted by their headings, chosen by their rows, cut by the same filters as the drawing.
const rowOf = new Map([...document.querySelectorAll("tr[data-number]")].map(row => [Number(row.dataset.number), row]));

function sortBy(heading) {
  const table = heading.closest("table"), body = table.tBodies[0], column = heading.cellIndex;
  const order = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  const key = row => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const keyed = [...body.rows].map(row => [key(row), row]);
  keyed.sort(([a], [b]) => {
    if (!a || !b) return Number(!a) - Number(!b);   // what is not known comes last either way
    return a.localeCompare(b, "en", { sensitivity: "base" }) * (order === "ascending" ? 1 : -1);
  });
  body.append(...keyed.map(([, row]) => row));
  table.querySelectorAll("th[aria-sort]").forEach(each => each.setAttribute("aria-sort", each === heading ? order : "none"));
  say(`Sorted by ${heading.textContent.trim()}, ${order}.`);
}

document.querySelectorAll(".sort").forEach(button => button.addEventListener("click", () => sortBy(button.parentElement)));
rowOf.forEach((row, number) => row.addEventListener("click", event => {
  if (!event.target.closest("a")) choose(facts.nodes[number].iri, false);
}));

function markRow(number) {
  document.querySelector("tr.chosen")?.classList.remove("chosen");
  if (number !== null) rowOf.get(number)?.classList.add("chosen");
}

function cutTables() {
  rowOf.forEach((row, number) => { row.hidden = hidden.has(number); });
  document.querySelectorAll(".listing").forEach(listing => {
    const rows = [...listing.querySelectorAll("tr[data-number]")], left = rows.filter(row => !row.hidden).length;
    listing.querySelector("h2 small").textContent = left < rows.length ? `${left} of ${rows.length}` : String(rows.length);
  });
}
