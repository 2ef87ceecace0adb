// What a reader sees of the page now, as HTML. Runs in an isolated world: the page's scripts have changed nothing here,
// but elements that are named like a property stand in its place still (HTML, 3.1.5 and 4.10.3): so it is asked for
// through the prototypes.
// In: the longest HTML that is wanted, in UTF-16 units. Out: { url, html }, where html is null when it is longer.
(longest) => {
  const getter = (kind, name) => {
    const get = Object.getOwnPropertyDescriptor(kind.prototype, name).get;
    return (node) => get.call(node);
  };
  const shadowOf = getter(Element, "shadowRoot");
  const nameOf = getter(Element, "localName");
  const childrenOf = getter(Node, "childNodes");
  const textOf = getter(Node, "textContent");
  const url = getter(Document, "URL")(document);
  const root = getter(Document, "documentElement")(document);
  if (!root) return { url, html: "" };
  const elements = Document.prototype.getElementsByTagName.call(document, "*").length;
  if (elements * "<b></b>".length > longest || textOf(root).length > longest) return { url, html: null };

  // Copied into a document that runs and loads nothing. Step by step, since a page can nest deeper than a call stack.
  const inert = getter(Document, "implementation")(document).createHTMLDocument("");
  // After scripts have run, their stand-in (noscript) is no part of the page.
  const dropped = new Set(["noscript", "template"]);
  const top = inert.importNode(root, false);
  const open = [[root, top]];
  while (open.length) {
    const [node, twin] = open.pop();
    const slotted = node instanceof HTMLSlotElement ? node.assignedNodes() : [];
    for (const child of slotted.length ? slotted : childrenOf(shadowOf(node) ?? node)) {
      const isElement = child instanceof Element;
      if (isElement ? dropped.has(nameOf(child)) : child instanceof Comment) continue;
      const copy = inert.importNode(child, false);
      Node.prototype.appendChild.call(twin, copy);
      if (isElement) open.push([child, copy]);
    }
  }
  const html = "<!doctype html>" + top.outerHTML;
  return { url, html: html.length > longest ? null : html.toWellFormed() };
}
