"""Opens every page of a built book in headless Chromium, as readers would: from file://, on a phone
and on a desk, light and dark, with and without JavaScript, on paper. Usage: browser.py FOLDER [SHOTS]"""

import concurrent.futures
import os
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

folder = pathlib.Path(sys.argv[1]).resolve()
shots = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
pages = sorted(folder.rglob("*.html"))

CHECKS = """() => {
  const out = [];
  const MML = "http://www.w3.org/1998/Math/MathML";
  for (const m of document.querySelectorAll("math")) {
    if (m.namespaceURI !== MML) out.push("math outside the MathML namespace");
    if (m.querySelector("merror")) out.push("merror: " + m.textContent.slice(0, 60));
    const box = m.getBoundingClientRect();
    if (m.checkVisibility() && (box.width === 0 || box.height === 0)) out.push("an empty formula");
    if (m.getAttribute("display") !== "block"
      && parseFloat(getComputedStyle(m).marginBottom) > 0)
      out.push("a formula pushes lines apart: " + m.textContent.slice(0, 60));
  }
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]")) {
    if (ids.has(e.id)) out.push("id twice: " + e.id);
    ids.add(e.id);
  }
  for (const a of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(a.getAttribute("href").slice(1));
    if (id && !document.getElementById(id)) out.push("dangling link #" + id);
  }
  for (const s of document.querySelectorAll('svg[role="img"]')) {
    if (!s.querySelector("title")) out.push("a chart without a title");
  }
  if (document.querySelectorAll("h1").length !== 1) out.push("not one h1");
  if (document.documentElement.scrollWidth > window.innerWidth + 1)
    out.push(`scrolls sideways: ${document.documentElement.scrollWidth} > ${window.innerWidth}`);
  return out;
}"""


def visited(paths):
    """What is wrong with some pages, looked at in a browser of their own."""
    problems = []
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in paths:
            try:
                problems += visit(browser, path)
            except Exception as error:  # A check that cannot be carried out has failed.
                problems.append(f"{path.relative_to(folder)}: {str(error).splitlines()[0]}")
        browser.close()
    return problems


def visit(browser, path):
    """All checks of one page: opened at 390 and at 1280 px, made narrower from there."""
    problems = []

    def expect(condition, what):
        if not condition:
            problems.append(f"{path.relative_to(folder)}: {what}")

    for widths, script in (((390, 320), True), ((1280, 768), True), ((1280,), False)):
        context = browser.new_context(
            viewport={"width": widths[0], "height": 900}, color_scheme="light", java_script_enabled=script)
        page = context.new_page()
        errors, requests = [], []
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("console", lambda m: m.type == "error" and errors.append(m.text))
        page.on("request", lambda r: requests.append(r.url))
        page.goto(path.as_uri())
        for scheme in ("light", "dark") if script else ("light",):
            page.emulate_media(color_scheme=scheme)
            for width in widths if scheme == "light" else widths[:1]:
                page.set_viewport_size({"width": width, "height": 900})
                if script:
                    for found in page.evaluate(CHECKS):
                        expect(False, f"{width} {scheme}: {found}")
                if shots and width == widths[0]:
                    shots.mkdir(parents=True, exist_ok=True)
                    name = f"{path.stem}-{width}-{scheme}{'' if script else '-nojs'}.png"
                    page.screenshot(path=str(shots / name), full_page=True)
            page.set_viewport_size({"width": widths[0], "height": 900})
        expect(not errors, f"{widths[0]}: {errors}")
        away = [u for u in requests if not u.startswith(("file:", "data:"))]
        expect(not away, f"asks the network for {away}")
        text = page.inner_text("main")
        expect(len(text) > 200 or path.name == "404.html", "hardly any text")
        # The last of all: axe asks for the style sheet itself, which the browser counts as an error.
        for scheme in ("light", "dark") if script and widths[0] == 1280 else ():
            page.emulate_media(color_scheme=scheme)
            for violation in Axe().run(page).response["violations"]:
                targets = [n["target"] for n in violation["nodes"]][:3]
                expect(False, f"axe {scheme}: {violation['id']}: {targets}")
        if not script and path == pages[0]:
            expect(len(page.pdf()) > 10_000, "an empty PDF")
        context.close()
    return problems


if __name__ == "__main__":
    # Long pages lie together: dealt out in turn, each core has its share.
    workers = min(4, os.cpu_count() or 1)
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        problems = sorted(sum(pool.map(visited, [pages[i::workers] for i in range(workers)]), []))
    for problem in problems:
        print(problem)
    print(f"{len(pages)} pages, {len(problems)} problems")
    sys.exit(1 if problems or not pages else 0)
