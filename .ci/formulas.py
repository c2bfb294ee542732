"""Shows all formulas of Tests/Suites/TeX as a book of ours would, and looks at them in Chromium.

Usage: formulas.py MATHBOOK FOLDER [SHOTS]. Writes the gallery into FOLDER, builds it, and checks it at
390 and 1280 px, light and dark; then once more with fonts that have no mathematics (DejaVu only).
The text of the same formulas is compared by `swift test`. SHOTS receives pictures of every page."""

import os
import pathlib
import re
import subprocess
import sys

from playwright.sync_api import sync_playwright

mathbook, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
shots = pathlib.Path(sys.argv[3]).resolve() if len(sys.argv) > 3 else None
suites = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Suites" / "TeX"
problems = []


def cases(path):
    """The cases of a suite: name, TeX, whether it is a display, and the MathML that is expected."""
    name, fences, fence, body = "", {}, None, []
    for line in path.read_text(encoding="utf-8").split("\n") + ["## "]:
        if fence is not None:
            if line == "```":
                fences[fence] = "\n".join(body)
                fence = None
            else:
                body.append(line)
        elif line.startswith("## "):
            if "tex" in fences or "tex display" in fences:
                display = "tex display" in fences
                tex = fences["tex display" if display else "tex"]
                yield name, tex, display, fences.get("mathml", "")
            name, fences = line[3:], {}
        elif line.startswith("```"):
            fence, body = line[3:].strip(), []


def write_book():
    """One chapter for each suite; what is meant to be an error is left out. Counts the formulas."""
    chapters = folder / "chapters"
    chapters.mkdir(parents=True, exist_ok=True)
    count, summary = 0, ["# Formulas", ""]
    for path in sorted(suites.glob("*.md")):
        lines = [f"# {path.stem.capitalize()}", ""]
        for name, tex, display, mathml in cases(path):
            # `\\(` and the like would be read by Markdown; a fence holds any TeX.
            if "merror" in mathml or "??" in mathml or "\n\n" in tex or not tex.strip():
                continue
            count += 1
            if display or "$" in tex or "`" in tex or "\n" in tex or tex != tex.strip():
                lines += [f"{name}:", "", "~~~math", tex, "~~~", ""]
            else:
                lines += [f"{name}: $`{tex}`$ and on.", ""]
        (chapters / path.name).write_text("\n".join(lines), encoding="utf-8")
        summary.append(f"- [{path.stem.capitalize()}]({path.name})")
    (chapters / "SUMMARY.md").write_text("\n".join(summary) + "\n", encoding="utf-8")
    return count


CHECKS = """() => {
  const out = [];
  const seen = e => e.checkVisibility() && e.getBoundingClientRect().width > 0;
  const say = (m, what) => out.push(what + ": " + (m.getAttribute("alttext") || m.textContent));
  for (const m of document.querySelectorAll("math")) {
    if (m.querySelector("merror")) say(m, "merror");
    const box = m.getBoundingClientRect();
    if (seen(m) && box.height === 0) say(m, "no height");
    // A formula wider than the page scrolls by itself.
    if (box.right > innerWidth + 1 && getComputedStyle(m).overflowX === "visible")
      say(m, `sticks out of the page by ${Math.round(box.right - innerWidth)} px`);
    // The box of a glyph is taller than what is seen of it.
    const room = parseFloat(getComputedStyle(m).fontSize) * 0.45;
    if (m.scrollHeight > m.clientHeight + room && getComputedStyle(m).overflowY !== "visible" &&
        m.clientHeight > 0)
      say(m, `is clipped by ${m.scrollHeight - m.clientHeight} px`);
    // Numbers of lines stand at the right edge.
    for (const cell of m.querySelectorAll("mtd.eqno")) {
      const number = cell.firstElementChild;
      if (number && cell.getBoundingClientRect().right - number.getBoundingClientRect().right > 3)
        say(m, "a number that is not at the right edge");
    }
    // Brackets are as tall as what stands between them.
    for (const row of m.querySelectorAll("mrow")) {
      const kids = [...row.children];
      const fences = kids.filter((k, i) => k.localName === "mo" &&
        (k.getAttribute("fence") === "true" || "([{|‖⌊⌈⟨".includes(k.textContent) && i === 0) &&
        k.getAttribute("stretchy") !== "false" && k.getAttribute("minsize") === null);
      const tables = kids.filter(k => k.localName === "mtable");
      if (!fences.length || !tables.length || kids[0].localName !== "mo") continue;
      const inner = tables[0].getBoundingClientRect().height;
      const outer = row.getBoundingClientRect().height;
      const fence = kids[0].getBoundingClientRect().height;
      if (Math.max(fence, outer) < inner - 2) say(m, `bracket ${fence} px beside ${inner} px`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth + 1)
    out.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${innerWidth}`);
  return out;
}"""

# Draws each character of the formulas and compares it with one that no font has.
MISSING = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const picture = (text, font) => {
    context.clearRect(0, 0, 64, 64);
    context.font = font;
    context.fillText(text, 16, 44);
    return context.getImageData(0, 0, 64, 64).data.join();
  };
  const missing = new Set(), done = new Set();
  for (const e of document.querySelectorAll("math mi, math mo, math mn, math mtext")) {
    const style = getComputedStyle(e);
    // Braces that no font lets grow are drawn by the style sheet; the character has no size then.
    if (e.children.length || parseFloat(style.fontSize) === 0) continue;
    const font = `${style.fontStyle} ${style.fontWeight} 32px ${style.fontFamily}`;
    for (const c of e.textContent) {
      const code = c.codePointAt(0);
      if (code < 0x80 || code === 0xA0 || code >= 0x2000 && code <= 0x200F ||
          code >= 0x2028 && code <= 0x202F || code >= 0x205F && code <= 0x206F || done.has(font + c))
        continue;
      done.add(font + c);
      if (picture(c, font) === picture("\\u0378", font)) missing.add(c + " U+" + code.toString(16));
    }
  }
  return [...missing];
}"""

DEJAVU = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{cache}</cachedir>
<selectfont><rejectfont><pattern><patelt name="family"><string>DejaVu Math TeX Gyre</string></patelt>
</pattern></rejectfont></selectfont></fontconfig>"""


def look(name, environment, widths):
    """Opens every page; says what is wrong with it."""
    pages = sorted((folder / "output" / "html").glob("*.html"))
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"], env=environment
        )
        for width in widths:
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                for path in pages:
                    page.goto(path.as_uri())
                    found = page.evaluate(CHECKS)
                    if scheme == "light":
                        found += [f"no glyph for {c}" for c in page.evaluate(MISSING)]
                    problems.extend(f"{path.stem} {name} {width} {scheme}: {f}" for f in found)
                    if shots:
                        shots.mkdir(parents=True, exist_ok=True)
                        file = shots / f"{path.stem}-{name}-{width}-{scheme}.png"
                        page.screenshot(path=str(file), full_page=True)
                context.close()
        browser.close()
    return len(pages)


count = write_book()
built = subprocess.run(
    [mathbook, "build", str(folder), "--quiet"], capture_output=True, text=True, check=False
)
if built.returncode != 0:
    sys.exit(built.stdout + built.stderr)
pages = look("math", dict(os.environ), (390, 1280))
config = folder / "fonts.conf"
config.write_text(DEJAVU.format(cache=folder / "fontcache"), encoding="utf-8")
look("dejavu", dict(os.environ, FONTCONFIG_FILE=str(config)), (390, 1280))
for problem in problems:
    print(problem)
print(f"{count} formulas on {pages} pages, {len(problems)} problems")
sys.exit(1 if problems or count < 150 else 0)
