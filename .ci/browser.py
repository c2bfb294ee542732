"""Opens every page of a built book in headless Chromium, as readers would: from file://, on a phone
and on a desk, light and dark, with and without JavaScript, on paper. Usage: browser.py FOLDER"""

import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

folder = pathlib.Path(sys.argv[1]).resolve()
shots = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
pages = sorted(folder.rglob("*.html"))
problems = []


def expect(condition, page, what):
    if not condition:
        problems.append(f"{page.relative_to(folder)}: {what}")


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

with sync_playwright() as p:
    browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for width in (320, 390, 768, 1280):
        for scheme in ("light", "dark"):
            if width in (320, 768) and scheme == "dark":
                continue
            for script in (True, False) if width == 1280 and scheme == "light" else (True,):
                context = browser.new_context(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,
                    java_script_enabled=script,
                )
                for path in pages:
                    page = context.new_page()
                    errors, requests = [], []
                    page.on("pageerror", lambda e: errors.append(str(e)))
                    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
                    page.on("request", lambda r: requests.append(r.url))
                    page.goto(path.as_uri())
                    if script:
                        for found in page.evaluate(CHECKS):
                            expect(False, path, f"{width} {scheme}: {found}")
                    expect(not errors, path, f"{width} {scheme}: {errors}")
                    away = [u for u in requests if not u.startswith(("file:", "data:"))]
                    expect(not away, path, f"asks the network for {away}")
                    text = page.inner_text("main")
                    expect(len(text) > 200 or path.name == "404.html", path, "hardly any text")
                    if shots and width in (390, 1280):
                        shots.mkdir(parents=True, exist_ok=True)
                        name = f"{path.stem}-{width}-{scheme}{'' if script else '-nojs'}.png"
                        page.screenshot(path=str(shots / name), full_page=True)
                    page.close()
                context.close()
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
        for path in pages:
            page = context.new_page()
            page.goto(path.as_uri())
            for violation in Axe().run(page).response["violations"]:
                targets = [n["target"] for n in violation["nodes"]][:3]
                expect(False, path, f"axe {scheme}: {violation['id']}: {targets}")
            page.close()
        context.close()
    context = browser.new_context()
    page = context.new_page()
    page.goto(pages[0].as_uri())
    expect(len(page.pdf()) > 10_000, pages[0], "an empty PDF")
    browser.close()

for problem in problems:
    print(problem)
print(f"{len(pages)} pages, {len(problems)} problems")
sys.exit(1 if problems or not pages else 0)
