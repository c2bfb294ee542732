"""What a reader and an author do with a built book, in headless Chromium and from file://: the faults
of other book generators, each as a check. Usage: behaviour.py [--all | --seed N] FOLDER [MATHBOOK]

FOLDER holds built pages (html) of a book with figures, equations, quizzes and sources; with the
command MATHBOOK, a new book is watched, changed and read as one file, too. Budgets and links are
checked on every page; what takes a browser is done with the first chapter, the last and some between
that the seed picks, or with all of them."""

import argparse
import gzip
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import TimeoutError, sync_playwright

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("mathbook", nargs="?")
options.add_argument("--all", action="store_true")
options.add_argument("--seed", type=int, default=int(time.time()))
options = options.parse_args()
folder = pathlib.Path(options.folder).resolve()
# The build under test keeps its cache and follows changes, whatever runs this.
mathbook = os.path.abspath(options.mathbook) if options.mathbook else None
problems = []
LATE = 60_000  # ms after which what has not happened will not happen
pages = sorted(p for p in folder.rglob("*.html") if p.name not in ("404.html",))
chapters = [p for p in pages if '<a href="#main"' not in p.read_text() and re.search(r'<nav class="mb-turn"[^>]*>\s*<a', p.read_text())
            and p.name not in ("index.html", "contents.html")]
# In the order of the book: the one without a predecessor comes first.
chapters.sort(key=lambda p: 'class="mb-prev"' in p.read_text())
picked = chapters
if not options.all and len(chapters) > 10:
    between = random.Random(options.seed).sample(chapters[1:-1], 8)
    picked = [chapters[0], *sorted(between), chapters[-1]]
    print(f"seed {options.seed}:", ", ".join(p.stem for p in picked))


def expect(condition, where, what):
    if not condition:
        problems.append(f"{where}: {what}")


def opened(browser, **options):
    """A page in a browser that moves nothing by itself, so that a look needs no waiting."""
    return browser.new_page(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options})


def comes(page, condition, value=None):
    """Whether a condition holds in the page, now or soon: how fast the machine is decides nothing."""
    try:
        page.wait_for_function(condition, arg=value, timeout=LATE)
        return True
    except TimeoutError:
        return False


def closed(page):
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('dialog[open]')")


def size(text):
    return len(gzip.compress(text.encode(), 9, mtime=0))


def budgets():
    """Compressed bytes, as a server sends them; states and animations of charts count apart."""
    states = re.compile('<script type="application/json" id="mb-states">.*?</script>', re.S)
    sizes = {page: size(states.sub("", page.read_text())) for page in pages}
    for page, count in sizes.items():
        expect(count <= 60_000, page.name, f"{count} bytes of HTML")
    for name, limit in (("style.css", 12_000), ("script.js", 6_000), ("search.js", 150_000)):
        count = size((folder / name).read_text())
        expect(count <= limit, name, f"{count} bytes, more than {limit}")
    print("largest page:", max(sizes.values()), "style:",
          size((folder / "style.css").read_text()), "script:",
          size((folder / "script.js").read_text()), "search:",
          size((folder / "search.js").read_text()))


SHIFT = """() => new Promise(done => {
  let sum = 0, turns = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  // A late machine paints late; what waits for ever would stop the whole check.
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const late = [...document.querySelectorAll(
      "link[rel=stylesheet],script[src]:not([defer],[async]),[blocking~=render]")]
      .map(e => (e.href || e.src).split("/").pop()).sort();
    if (paint || ++turns > 200) done([sum, paint ? paint.startTime : Infinity, late]);
    else setTimeout(look, 300);
  };
  setTimeout(look, 300);
})"""

PHONE = """() => {
  const out = [];
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  const prose = document.querySelector("main p");
  if (size(prose) < 16) out.push(`prose of ${size(prose)} px`);
  const head = document.querySelector("header").getBoundingClientRect().height;
  if (head > 48.5) out.push(`a header of ${head} px`);
  for (const t of document.querySelectorAll("svg text")) {
    const svg = t.closest("svg.mb-plot") || t.ownerSVGElement, box = svg.getBoundingClientRect();
    const scale = box.width / (svg.viewBox.baseVal.width || box.width);
    if (box.width && size(t) * scale < 10.9) { out.push(`chart text of ${(size(t) * scale).toFixed(1)} px`); break; }
  }
  for (const e of document.querySelectorAll("header button, header label, .mb-options label, .mb-turn a, main :is(input:enabled, select, button, summary)")) {
    const box = (e.closest("label") || e).getBoundingClientRect();
    if (e.checkVisibility() && box.height && box.height < 43.5) { out.push(`a control of ${box.height} px: ${e.tagName} ${e.className || e.type}`); break; }
  }
  for (const e of document.querySelectorAll("main *")) {
    const style = getComputedStyle(e);
    if (e.scrollWidth <= e.clientWidth + 1 || !/auto|scroll/.test(style.overflowX) || !e.checkVisibility()) continue;
    if (!/gradient/.test(style.backgroundImage)) { out.push(`no shadow where it is cut: ${e.tagName} ${e.className}`); break; }
  }
  return out;
}"""

MEASURE = """() => {
  const counts = [];
  for (const p of document.querySelectorAll("main article > p")) {
    if (p.querySelector("math,code") || p.textContent.length < 220) continue;
    const range = document.createRange();
    range.selectNodeContents(p);
    const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom))).size;
    const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    let full = 0, top = null, best = [], n;
    while (n = walk.nextNode()) for (let i = 0; i < n.length; i++) {
      range.setStart(n, i); range.setEnd(n, i + 1);
      const y = Math.round(range.getBoundingClientRect().bottom);
      if (top !== null && y > top + 4) { best.push(full); full = 0; }
      top = y; full++;
    }
    if (best.length > 1) counts.push(...best);
  }
  return counts.length ? counts.reduce((a, b) => a + b) / counts.length : null;
}"""


def reading(browser):
    """Layout, print, dark mathematics, anchors: on every chapter."""
    measures, paints = [], []
    for path in picked:
        page = opened(browser)
        page.add_init_script("window.print = () => { window.hasPrinted = true; };")
        page.goto(path.as_uri())
        shift, paint, late = page.evaluate(SHIFT)
        paints.append(paint)
        expect(late == ["script.js", "style.css"], path.name, f"the first paint waits for {late}")
        expect(shift == 0, path.name, f"the layout shifts by {shift}")
        expect(not page.evaluate("window.hasPrinted"), path.name, "opens the print dialogue")
        measure = page.evaluate(MEASURE)
        if measure:
            measures.append(measure)
        last = page.evaluate("[...document.querySelectorAll('main h2[id]')].pop()?.id")
        if last:
            page.goto(path.as_uri() + "#" + last)
            top = "id => document.getElementById(id).getBoundingClientRect().top"
            there = comes(page, f"id => {{ const top = ({top})(id); return 40 <= top && top <= 140; }}", last)
            expect(there, path.name, f"the last section is at {page.evaluate(top, last)} px after its anchor")
        page.close()
        phone = opened(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        phone.goto(path.as_uri())
        for found in phone.evaluate(PHONE):
            expect(False, path.name, "390 px: " + found)
        phone.close()
        dark = opened(browser, color_scheme="dark")
        dark.goto(path.as_uri())
        same = dark.evaluate("""() => [...document.querySelectorAll("main p math")].every(m =>
          getComputedStyle(m).color === getComputedStyle(m.parentElement).color)""")
        expect(same, path.name, "formulas have a colour of their own in the dark")
        dark.emulate_media(media="print")
        paper = dark.evaluate("getComputedStyle(document.body).backgroundColor")
        expect(paper == "rgb(255, 255, 255)", path.name, f"prints on {paper}")
        dark.close()
    paints.sort()
    # A figure to read (the limit is 500 ms on a machine that does nothing else); what decides it, the
    # bytes and what the first paint waits for, is checked.
    expect(paints[-1] < LATE, "paint", "a page is never painted")
    mean = sum(measures) / len(measures)
    expect(62 <= mean <= 78, "measure", f"{mean:.0f} characters in a line")
    print(f"first paint {paints[len(paints) // 2]:.0f} ms, {mean:.0f} characters in a line")


def without_script(browser):
    """The sidebar, the quiz, the switch for sources and the contents on a phone need no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(next(p for p in chapters if 'id="mb-sources"' in p.read_text()).as_uri())
    expect(page.locator("#mb-nav a").first.is_visible(), "no script", "no sidebar")
    expect(page.locator("#mb-nav a[aria-current]").count() == 1, "no script", "no current chapter")
    expect(not page.locator(".mb-js").first.is_visible(), "no script", "buttons that do nothing")
    table = page.locator(".mb-sources").first
    expect(not table.is_visible(), "no script", "sources are shown unasked")
    page.locator("#mb-sources").check(force=True)
    expect(table.is_visible(), "no script", "the switch does not show the sources")
    for path in chapters:
        page.goto(path.as_uri())
        quiz = page.locator(".mb-quiz").first
        if not quiz.count():
            continue
        right = quiz.locator(".mb-right")
        expect(not right.locator(".mb-verdict").first.is_visible(), path.name, "tells the answer")
        right.locator("input").first.check()
        expect(right.locator(".mb-verdict").first.is_visible(), path.name, "gives no verdict")
        break
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(chapters[0].as_uri())
    expect(not page.locator("#mb-nav").is_visible(), "no script, phone", "the contents cover the text")
    page.locator(".mb-open").click()
    expect(page.locator("#mb-nav a").first.is_visible(), "no script, phone", "the contents do not open")
    context.close()


def keys(browser):
    page = opened(browser)
    page.goto(chapters[0].as_uri())
    page.keyboard.press("/")
    page.wait_for_selector(".mb-dialog[open]")
    closed(page)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".mb-dialog[open]")
    closed(page)
    page.keyboard.press("?")
    page.wait_for_selector(".mb-dialog[open]")
    expect("search" in page.locator(".mb-dialog[open]").inner_text(), "keys", "? shows no keys")
    closed(page)
    for _ in range(8):  # The search field keeps the focus until the frame after it has gone.
        page.keyboard.press("/")
        page.wait_for_selector(".mb-dialog[open] input")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.wait_for_selector(".mb-dialog[open] table")
        closed(page)
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(300)
    expect(page.url == chapters[0].as_uri(), "keys", "extending a selection turns the page")
    following = page.locator("a.mb-next").get_attribute("href")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/" + following)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/" + chapters[0].name) if following else None
    page.keyboard.press("Tab")
    expect(page.evaluate("document.activeElement.className") == "mb-skip", "keys", "no skip link first")
    page.close()


def contents(browser):
    """The contents show where the reader is, on a phone too, and make room for the text when a screen is turned."""
    path = next(p for p in chapters if 'class="mb-next"' not in p.read_text())
    page = opened(browser, viewport={"width": 390, "height": 800})
    page.goto(path.as_uri())
    page.locator(".mb-open").click()
    seen = """() => { const e = document.querySelector("#mb-nav .on,#mb-nav [aria-current]").getBoundingClientRect();
      return e.height && e.top >= 0 && e.bottom <= innerHeight; }"""
    expect(comes(page, seen), path.name, "the drawer opens far from the current chapter")
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, viewport={"width": 820, "height": 1180})
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator(".mb-open").click()
        page.set_viewport_size({"width": 1180, "height": 820})
        page.wait_for_timeout(100)
        boxes = [page.locator(name).bounding_box() for name in ("#mb-nav", "#main")]
        expect(boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] + 1, "a turned screen", f"the contents cover the text: {boxes}")
        if script:
            expect(comes(page, "!document.querySelector('#mb-nav:popover-open')"), "a turned screen", "the drawer stays open")
        context.close()
    page = opened(browser)
    longest = max(chapters, key=lambda p: p.read_text().count('class="mb-sub"'))
    page.goto(longest.as_uri())
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    expect(comes(page, """() => { const e = document.querySelector(".mb-toc .on")?.getBoundingClientRect();
      return e && e.top >= 0 && e.bottom <= innerHeight; }"""), longest.name, "the heading being read is out of sight")
    page.close()


def targets(browser):
    """What a link leads to is marked, the whole text is not; what scrolls is shaded in its own colour."""
    page = opened(browser)
    page.goto(chapters[0].as_uri() + "#main")
    colour = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
    expect(colour == "rgba(0, 0, 0, 0)", "skip link", f"paints the text {colour}")
    expect(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto", "links", "fly")
    page.evaluate("""document.querySelector("article").innerHTML = '<div class="markdown-alert markdown-alert-tip">'
      + '<div class="mb-scroll"><table><tr><td>1</td></tr></table></div></div>'""")
    box, shade = page.evaluate("""[".markdown-alert", ".mb-scroll"].map(name => {
      const style = getComputedStyle(document.querySelector(name));
      return name === ".mb-scroll" ? style.backgroundImage : style.backgroundColor; })""")
    expect(box in shade, "tinted boxes", f"shades of another colour than {box}")
    page.close()


def margins(browser):
    """A reference leads to the note that is seen, beside the text or below it; so does the way back."""
    path = next((p for p in chapters if 'class="footnote-ref"' in p.read_text()), None)
    if not path:
        return
    for width in (1280, 900):
        page = opened(browser, viewport={"width": width, "height": 900})
        page.goto(path.as_uri())
        page.locator(".footnote-ref a").first.click()
        box = page.evaluate("""() => { const b = document.querySelector(":target").getBoundingClientRect(); return [b.top, b.height]; }""")
        expect(box[1] > 0 and 0 <= box[0] < 900, path.name, f"{width} px: the note is not where its reference leads: {box}")
        page.locator(":target a").last.click()
        expect(page.evaluate("!!document.querySelector(':target').closest('.footnote-ref')"), path.name, f"{width} px: no way back")
        page.close()


def stops(browser):
    """Tab stops at what scrolls, and at nothing else that only scrolls."""
    page = opened(browser)
    for path in picked:
        page.goto(path.as_uri())
        idle = page.evaluate("""() => [...document.querySelectorAll("main [tabindex='0']:not(.mb-num)")]
          .filter(e => e.scrollWidth <= e.clientWidth + 1).length""")
        expect(not idle, path.name, f"{idle} stops at what does not scroll")
    page.close()


def large(playwright):
    """Letters of 32 px on a phone: no sideways scrolling, and no control over another."""
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox", "--blink-settings=defaultFontSize=32"])
    page = browser.new_page(viewport={"width": 390, "height": 844})
    for path in picked:
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        expect(wide <= 390, path.name, f"large letters: {wide} px wide")
        crossed = page.evaluate("""() => [...document.querySelectorAll(".mb-control,.mb-tools")].some(e => {
          const boxes = [...e.querySelectorAll("button,output,input[type=range]")].map(b => b.getBoundingClientRect());
          return boxes.some((a, i) => boxes.some((b, k) => i < k && a.width && b.width && a.left < b.right - 1
            && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
        })""")
        expect(not crossed, path.name, "large letters: a control lies over another")
    browser.close()


def search(browser):
    """Every heading is found by its own words, first; slips are forgiven; the current part leads."""
    page = opened(browser)
    for path in picked[:6]:
        page.goto(path.as_uri())
        title = page.locator("main h1").inner_text().split("\n")[0].lstrip("0123456789. ")
        page.keyboard.press("/")
        page.wait_for_selector(".mb-dialog[open]")

        def finds(text, word, first=False):
            """Whether results with a word come, from a list that was empty before."""
            page.fill(".mb-dialog input", "qqqzzzxxx")
            empty = comes(page, "!document.querySelector('.mb-dialog li a')")
            expect(empty, path.name, "finds what is not there")
            page.fill(".mb-dialog input", text)
            return comes(page, """([word, first]) => {
              const texts = [...document.querySelectorAll(".mb-dialog li a")].map(a => a.innerText.toLowerCase());
              return first ? !!texts[0]?.startsWith(word) : texts.some(t => t.includes(word));
            }""", [word.lower(), first])

        word = max(title.split(), key=len)
        if len(word) > 5:
            slip = word[:2] + word[3] + word[2] + word[4:]
            expect(finds(slip, word), path.name, f"'{slip}' does not find {word}")
            expect(finds(word[:4], word), path.name, f"'{word[:4]}' does not find {word}")
        told = page.locator(".mb-dialog [role=status]")
        page.fill(".mb-dialog input", "(")
        expect(comes(page, "document.querySelector('.mb-dialog [role=status]').textContent === 'Nothing found.'"),
               path.name, "says nothing of a sign")
        expect(finds(word + " qqqzzzxxx", word), path.name, "one word too much empties the list")
        expect("With some of them" in told.inner_text(), path.name, "does not say that words are missing")
        expect(finds(title, title, first=True), path.name, "searching its title does not find it first")
        page.keyboard.press("Enter")
        expect(comes(page, "!document.querySelector('.mb-dialog[open]')"), path.name, "Enter goes nowhere")
    page.close()


def notes(browser):
    """Numbers are plain until asked; then a note tells the source; references show what they name."""
    path = next(p for p in chapters if "mb-num" in p.read_text())
    page = opened(browser)
    page.goto(path.as_uri())
    number = page.locator(".mb-num").first
    number.scroll_into_view_if_needed()
    page.wait_for_timeout(100)
    number.hover()
    page.wait_for_timeout(400)
    expect(page.locator(".mb-note:popover-open").count() == 0, path.name, "a note nobody asked for")
    expect(number.evaluate("e => getComputedStyle(e).textDecorationLine") == "none", path.name,
           "numbers are marked unasked")
    page.keyboard.press("s")
    page.mouse.move(0, 400)
    number.hover()
    page.wait_for_selector(".mb-note:popover-open")
    row = page.evaluate("e => document.getElementById(e.dataset.src).cells[2].textContent", number.element_handle())
    expect(row in page.locator(".mb-note").inner_text(), path.name, "the note lacks the value")
    page.keyboard.press("Escape")
    expect(page.locator(".mb-note:popover-open").count() == 0, path.name, "Esc does not close the note")
    # By keyboard: the note opens, tells so, and what it links to comes next.
    page.mouse.move(0, 0)
    linked = page.evaluate("""() => { const all = [...document.querySelectorAll(".mb-num")];
      const e = all.find(e => document.getElementById(e.dataset.src).cells[4].querySelector("a"));
      if (e) e.focus(); return !!e; }""")
    if linked:
        expect(comes(page, "document.activeElement.getAttribute('aria-expanded') === 'true'"), path.name, "a note is not told")
        page.keyboard.press("Tab")
        expect(page.evaluate("!!document.activeElement.closest('.mb-note')"), path.name, "the note's link is out of reach")
        page.wait_for_timeout(400)
        expect(page.locator(".mb-note:popover-open").count() == 1, path.name, "the note closes under the focus")
    # A value that was just stored may reach the next page late; what is forgotten stays so.
    for _ in range(40):
        page.reload()
        if page.locator("#mb-sources").is_checked():
            break
        page.wait_for_timeout(300)
    expect(page.locator("#mb-sources").is_checked(), path.name, "the switch is forgotten")
    page.close()
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    phone.goto(path.as_uri())
    phone.locator("label.mb-switch").tap()
    phone.locator(".mb-num").first.tap()
    phone.wait_for_selector(".mb-note:popover-open")
    box = phone.locator(".mb-note").bounding_box()
    expect(abs(box["y"] + box["height"] - 844) < 2 and box["width"] >= 389, path.name,
           f"the note is no sheet at the bottom: {box}")
    context.close()
    for path in chapters:
        if 'class="mb-ref" title' not in path.read_text():
            continue
        page = opened(browser)
        page.goto(path.as_uri())
        link = page.locator("a.mb-ref[href*='#']").first
        link.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        link.hover()
        page.wait_for_selector(".mb-note:popover-open")
        expect(len(page.locator(".mb-note").inner_text()) > 5, path.name, "an empty preview")
        page.close()
        break


def themes(browser):
    """The chosen colours are there at the first frame, and the switch goes round."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    # Stored before the page runs: a value that was just stored may reach the next page late.
    page.add_init_script("""localStorage.setItem("mb-theme", "dark"); document.addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => {
      window.firstColour = getComputedStyle(document.body).backgroundColor; }));""")
    page.goto(chapters[0].as_uri())
    page.wait_for_function("window.firstColour")
    colour = page.evaluate("window.firstColour")
    expect(colour == "rgb(21, 23, 26)", "themes", f"the first frame is {colour}")
    page.locator("#mb-theme").click()
    expect(page.evaluate("document.documentElement.dataset.theme || ''") == "", "themes", "dark → system")
    context.close()


def living(browser):
    """A watched book: from saving to the new page, with the scroll position kept, from file://."""
    with tempfile.TemporaryDirectory() as place:
        book = pathlib.Path(place) / "book"
        subprocess.run([mathbook, "init", str(book)], check=True, stdout=subprocess.DEVNULL)
        chapter = book / "chapters/features.md"
        quiet = {name: value for name, value in os.environ.items() if name != "CI"}
        process = subprocess.Popen([mathbook, "build", "--watch", str(book)],
                                   stdout=subprocess.DEVNULL, env=quiet)
        try:
            page_path = book / "output/html/features.html"
            for _ in range(2400):
                if (book / "output/html/stamp.js").exists():
                    break
                time.sleep(0.05)
            page = opened(browser, viewport={"width": 1280, "height": 700})
            page.goto(page_path.as_uri())
            page.wait_for_timeout(600)
            page.evaluate("document.getElementById('quiz-and-exercise').scrollIntoView({behavior:'instant'})")
            before = page.evaluate("document.getElementById('quiz-and-exercise').getBoundingClientRect().top")
            text = chapter.read_text()
            times = []
            stamp = book / "output/html/stamp.js"
            for turn in range(5):
                old = stamp.read_text()
                start = time.monotonic()
                chapter.write_text(text.replace("## Numbers", "## Numbers\n\nA new line.\n" * 1 + f"\nTurn.\n" * (turn + 1)))
                while stamp.read_text() == old and time.monotonic() < start + LATE / 1000:
                    time.sleep(0.001)
                expect(stamp.read_text() != old, "watch", "what is saved is not built")
                times.append(time.monotonic() - start)
                time.sleep(0.3)
            times.sort()
            print("watch: saved → built", [f"{t * 1000:.0f} ms" for t in times])
            expect(comes(page, "document.body.textContent.includes('A new line.')"), "watch", "the page stays old")
            # The last of the pages may still be on its way.
            there = comes(page, "before => document.readyState === 'complete' && Math.abs(document.getElementById("
                          "'quiz-and-exercise').getBoundingClientRect().top - before) < 40", before)
            expect(there, "watch", f"does not keep the place, {before} px")
            chapter.write_text(text + "\n2 + 2 = 5.\n")
            page.wait_for_selector(".mb-problems")
            expect("2 + 2 is 4, not 5" in page.locator(".mb-problems").inner_text(), "watch", "no diagnostics")
            chapter.write_text(text)
            page.wait_for_selector(".mb-problems", state="detached")
            page.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
        subprocess.run([mathbook, "build", "--single-file", str(book)], check=True, stdout=subprocess.DEVNULL)
        single = pathlib.Path(place) / "alone.html"
        (book / "output/single/book.html").rename(single)
        page = opened(browser)
        requests, errors = [], []
        page.on("request", lambda r: requests.append(r.url))
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.goto(single.as_uri())
        away = [u for u in requests if not u.startswith("data:") and u != single.as_uri()]
        expect(not away and not errors, "single file", f"{away} {errors}")
        dangling = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')].filter(a =>
          !document.getElementById(decodeURIComponent(a.getAttribute("href").slice(1)))).map(a => a.outerHTML)""")
        expect(not dangling, "single file", f"dangling {dangling[:3]}")
        page.close()


with sync_playwright() as p:
    browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    start = time.monotonic()
    steps = [reading, without_script, keys, contents, targets, margins, stops, search, notes, themes] + ([living] if mathbook else [])
    budgets()
    for step in steps:
        try:
            step(browser)
        except Exception as error:  # A check that cannot be carried out has failed.
            problems.append(f"{step.__name__}: {str(error).splitlines()[0]}")
    browser.close()
    large(p)

for problem in problems:
    print(problem)
print(f"{len(picked)} of {len(chapters)} chapters, {len(problems)} problems, {time.monotonic() - start:.0f} s")
sys.exit(1 if problems or not chapters else 0)
