// What a reader sees of the page now, as HTML. Runs in an isolated world: the page's scripts have changed nothing here.
// In: the longest HTML that is wanted, in UTF-16 units. Out: { url, html }, where html is null when it is longer.
(longest) => {
  const url = document.URL;
  const root = document.documentElement;
  if (!root) return { url, html: "" };
  const elements = document.getElementsByTagName("*").length;
  if (elements * "<b></b>".length > longest || root.textContent.length > longest) return { url, html: null };

  // Copied into a document that runs and loads nothing. Step by step, since a page can nest deeper than a call stack.
  const inert = document.implementation.createHTMLDocument("");
  // After scripts have run, their stand-in (noscript) is no part of the page.
  const dropped = new Set(["noscript", "template"]);
  const top = inert.importNode(root, false);
  const open = [[root, top]];
  while (open.length) {
    const [node, twin] = open.pop();
    const slotted = node.localName === "slot" ? node.assignedNodes() : [];
    const children = slotted.length ? slotted : (node.shadowRoot ?? node).childNodes;
    for (const child of children) {
      if (dropped.has(child.localName)) continue;
      const copy = inert.importNode(child, false);
      twin.append(copy);
      if (child.nodeType === Node.ELEMENT_NODE) open.push([child, copy]);
    }
  }
  const html = "<!doctype html>" + top.outerHTML;
  return { url, html: html.length > longest ? null : html.toWellFormed() };
}
