"""axe-core, run on a page as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2, levels A and AA.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (tags) => {
  const { violations } = await axe.run(document, {
    runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  return violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.map(({ html, target }) => [target.join(' '), html.slice(0, 200)]) }));
}"""
_GRAVE = {"serious", "critical"}
#: Browsers let the keyboard scroll what scrolls; axe does not know of it for tables without a link or button.
_KNOWN = {("scrollable-region-focusable", ".ant-table-content")}


def findings(page: Page) -> list[str]:
    """Serious and critical findings: the rule, where, and how often."""
    if not page.evaluate("() => 'axe' in window"):
        # Not as a script of the page: its policy allows only those of its own server.
        page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found: list[dict[str, Any]] = page.evaluate(_RUN, _RULES)
    return [
        f"{each['id']} ({each['impact']}) ×{len(each['nodes'])}: {each['nodes'][0][0]} {each['nodes'][0][1]}"
        for each in found
        if each["impact"] in _GRAVE and (each["id"], each["nodes"][0][0]) not in _KNOWN
    ]
