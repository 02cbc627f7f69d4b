// Draws the network that the page lists. A click on a concept adds its links, and the address keeps them.
"use strict";

(() => {
  const box = document.getElementById("network");
  const picked = document.getElementById("picked");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const given = new URLSearchParams(location.search);
  const ROWS = 22; // boxes above each other before a column is parted
  const ROW = 40;
  const COLUMN = 300;
  const SHAPES = { exercise: "round-rectangle", habit: "rectangle", outcome: "ellipse" };
  const ARROWS = { increase: "triangle", decrease: "tee", no_effect: "circle", mixed: "diamond", unclear: "vee" };
  const pen = document.createElement("canvas").getContext("2d");
  const views = new Map(); // what the server told of each concept and edge
  const places = new Map(); // boxes so far, by side
  let network;

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function style() {
    const inks = { beneficial: token("good"), harmful: token("bad") };
    return [
      {
        selector: "node",
        style: {
          shape: (node) => SHAPES[node.data("kind")] ?? "hexagon",
          width: "data(width)",
          height: 30,
          label: "data(label)",
          "font-family": getComputedStyle(document.body).fontFamily,
          "font-size": 14,
          "text-valign": "center",
          "text-halign": "center",
          color: token("ink"),
          "background-color": token("surface"),
          "border-width": 1.5,
          "border-color": token("edge"),
        },
      },
      { selector: "node.open", style: { "border-color": token("accent"), "border-width": 3, "font-weight": "bold" } },
      {
        selector: "edge",
        style: {
          "curve-style": "bezier",
          width: (edge) => 1.5 + Math.min(edge.data("sources"), 8) * 0.6,
          "line-style": (edge) => (edge.data("relation") === "mechanism" ? "dotted" : edge.data("sources") ? "solid" : "dashed"),
          "line-color": (edge) => inks[edge.data("effect")] ?? token("edge"),
          "target-arrow-color": (edge) => inks[edge.data("effect")] ?? token("edge"),
          "target-arrow-shape": (edge) => ARROWS[edge.data("direction")],
          "target-arrow-fill": (edge) => (edge.data("direction") === "no_effect" ? "hollow" : "filled"),
          "arrow-scale": 1.2,
        },
      },
      { selector: ".faded", style: { opacity: 0.15 } },
      { selector: ":selected", style: { "line-color": token("accent"), "target-arrow-color": token("accent"), "border-color": token("accent"), "border-width": 4 } },
    ];
  }

  // Exercises and habits stand at the left and outcomes at the right, so that every line is read one way.
  function place(view, centre) {
    const side = view.kind === "outcome" ? 1 : -1;
    if (centre) return { x: 0, y: 0 };
    const number = places.get(side) ?? 0;
    places.set(side, number + 1);
    const column = Math.floor(number / ROWS);
    const row = number % ROWS;
    const y = (row % 2 ? 1 : -1) * Math.ceil(row / 2) * ROW;
    return { x: side * (COLUMN + column * COLUMN * 0.95), y: y + (column % 2 ? ROW / 2 : 0) };
  }

  function elements(graph, first) {
    pen.font = `14px ${getComputedStyle(document.body).fontFamily}`;
    const added = [];
    for (const view of graph.nodes) {
      if (views.has(view.iri)) continue;
      views.set(view.iri, view);
      const width = pen.measureText(view.label).width + (view.kind === "outcome" ? 44 : 26);
      const data = { id: view.iri, name: view.id, label: view.label, kind: view.kind, width };
      added.push({ group: "nodes", data, position: place(view, view.iri === first) });
    }
    for (const edge of graph.edges) {
      if (views.has(edge.id)) continue;
      views.set(edge.id, edge);
      const { from, to, ...rest } = edge;
      added.push({ group: "edges", data: { ...rest, source: from.iri, target: to.iri } });
    }
    return added;
  }

  function tell() {
    box.classList.toggle("few", network.nodes().length < 14);
    box.dataset.nodes = network.nodes().length;
    box.dataset.edges = network.edges().length;
  }

  function fit() {
    network.resize();
    network.fit(undefined, 24);
    if (network.zoom() > 1.2) network.zoom({ level: 1.2, renderedPosition: { x: box.clientWidth / 2, y: box.clientHeight / 2 } });
  }

  function words(tag, text, href) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (href) element.href = href;
    return element;
  }

  function count(number, one) {
    return `${number} ${one}${number === 1 ? "" : "s"}`;
  }

  function show(...parts) {
    const line = document.createElement("p");
    for (const part of parts) line.append(part, " ");
    picked.replaceChildren(line);
  }

  function showEdge(edge) {
    const said = words("strong", `${edge.from.label} ${edge.reading} ${edge.to.label}.`);
    if (edge.relation === "mechanism") {
      show(said, `One outcome leads to another, in ${count(edge.articles, "article")}.`);
      return;
    }
    const behind = edge.sources ? count(edge.sources, "independent source") : "No source that counts";
    const query = new URLSearchParams({ exercise: edge.from.id, outcome: edge.to.id, direction: edge.direction });
    show(said, `${behind}, ${count(edge.claims, "claim")} in ${count(edge.articles, "article")}.`,
      words("a", "Read them", `${box.dataset.search}?${query}`));
  }

  // Among many lines only those of what was clicked stay plain to see.
  function lift(chosen) {
    network.elements().addClass("faded");
    chosen.removeClass("faded");
  }

  async function fetched(query) {
    const response = await fetch(`${box.dataset.graph}?${query}`);
    if (!response.ok) throw new Error((await response.json()).detail ?? response.statusText);
    return response.json();
  }

  async function expand(node) {
    const name = node.data("name");
    const link = words("a", node.data("label"), name ? `${box.dataset.concepts}/${name}` : "");
    if (!name || node.hasClass("open") || !given.has("concept")) {
      lift(node.closedNeighborhood());
      show(link);
      return;
    }
    show(link, "Looking for its links …");
    const query = new URLSearchParams(given);
    query.delete("concept");
    query.append("concept", name);
    try {
      const graph = await fetched(query);
      const added = network.add(elements(graph));
      node.addClass("open");
      given.append("concept", name);
      history.replaceState(null, "", `?${given}`);
      const { more } = graph.concepts[0];
      const all = words("a", "List them too", `${box.dataset.page}?${given}`);
      show(link, `${count(added.edges().length, "link")} added${more ? `, ${more} more not drawn` : ""}.`, all);
      lift(node.closedNeighborhood());
      tell();
      fit();
    } catch (error) {
      show(link, `Its links could not be read: ${error.message}`);
    }
  }

  async function draw() {
    const graph = await fetched(given);
    const first = graph.concepts ? graph.concepts[0].concept.iri : "";
    network = cytoscape({
      container: box,
      elements: elements(graph, first),
      style: style(),
      layout: { name: "preset" },
      minZoom: 0.15,
      maxZoom: 3,
      boxSelectionEnabled: false,
      userZoomingEnabled: false, // the wheel scrolls the page; the buttons bring it closer
    });
    for (const around of graph.concepts ?? []) network.getElementById(around.concept.iri).addClass("open");
    network.on("tap", "node", (event) => expand(event.target));
    network.on("tap", "edge", (event) => {
      lift(event.target.connectedNodes().add(event.target));
      showEdge(views.get(event.target.id()));
    });
    network.on("tap", (event) => {
      if (event.target === network) network.elements().removeClass("faded");
    });
    dark.addEventListener("change", () => network.style(style()));
    addEventListener("resize", fit);
    document.querySelector(".tools").addEventListener("click", (event) => {
      const tool = event.target.dataset.tool;
      const middle = { x: box.clientWidth / 2, y: box.clientHeight / 2 };
      if (tool === "fit") fit();
      else if (tool) network.zoom({ level: network.zoom() * (tool === "in" ? 1.3 : 1 / 1.3), renderedPosition: middle });
    });
    tell();
    fit();
    box.dataset.ready = "yes";
    box.network = network; // for whoever looks into the drawing from outside
  }

  draw().catch(() => {
    document.getElementById("drawing").hidden = true; // the list says the same
  });
})();
