"""Moves the controls and plays the animations of a built book in headless Chromium, as readers
would. Usage: states.py [--some N] [--seed N] FOLDER [SHOTS]

On every page with states: each slider, choice and switch changes texts or pictures and the address;
the address brings the state back; an animation plays, pauses and steps; without a script nothing is
missing; on paper the first state stands with its stills. All pages are tried, or N that the seed
picks."""

import argparse
import pathlib
import random
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

parser = argparse.ArgumentParser()
parser.add_argument("--some", type=int, default=0)
parser.add_argument("--seed", type=int, default=int(time.time()))
parser.add_argument("folder")
parser.add_argument("shots", nargs="?")
options = parser.parse_args()
folder = pathlib.Path(options.folder).resolve()
shots = pathlib.Path(options.shots).resolve() if options.shots else None
pages = [p for p in sorted(folder.rglob("*.html")) if 'id="mb-states"' in p.read_text("utf-8")]
if 0 < options.some < len(pages):
    pages = sorted(random.Random(options.seed).sample(pages, options.some))
    print(f"seed {options.seed}:", ", ".join(p.stem for p in pages))
problems = []
counts = {"controls": 0, "animations": 0}

# What a control may move: texts and the marks of pictures.
LOOK = """() => [
  [...document.querySelectorAll("[data-s]")].map(e => e.textContent).join("|"),
  [...document.querySelectorAll("svg.mb-plot")].filter(e => !e.closest(".mb-stills"))
    .map(e => e.innerHTML).join("|"),
]"""
# The shapes of a picture, however their paths are written.
SHAPES = """e => [...e.querySelectorAll("path,circle,text")].filter(s => s.checkVisibility()).map(s => {
  const b = s.getBBox();
  return [s.getAttribute("class"), s.textContent, b.x, b.y, b.width, b.height,
    s.getTotalLength ? s.getTotalLength() : 0].map(v => typeof v === "number" ? Math.round(v) : v).join(" ");
})"""
FAULTY = """() => [...document.querySelectorAll("svg.mb-plot *")].filter(e =>
  ["d", "x", "y", "cx", "cy", "r", "transform"].some(a =>
    /NaN|undefined|Infinity|~/.test(e.getAttribute(a) || ""))).length"""


def expect(condition, path, what):
    if not condition:
        problems.append(f"{path.relative_to(folder)}: {what}")


def look(page):
    return tuple(page.evaluate(LOOK))


def drive(page, path):
    first = look(page)
    expect("=" not in page.url.partition("#")[2], path, "the address starts with a state")
    seen = {e.get_attribute("data-c") for e in page.query_selector_all("[data-c]")}
    for index in sorted(seen, key=int):
        counts["controls"] += 1
        page.goto(path.as_uri())
        page.reload()
        before = look(page)
        control = page.locator(f'[data-c="{index}"]').first
        kind = control.get_attribute("type") or "select"
        if kind == "range":
            control.focus()
            key = "ArrowLeft" if control.input_value() == control.get_attribute("max") else "ArrowRight"
            page.keyboard.press(key)
        elif kind == "radio":
            page.locator(f'[data-c="{index}"]:not(:checked)').first.check(force=True)
        elif kind == "checkbox":
            control.click()
        else:
            control.focus()
            last = control.evaluate("e => e.selectedIndex === e.length - 1")
            page.keyboard.press("ArrowUp" if last else "ArrowDown")
        after = look(page)
        expect(after != before, path, f"control {index} moves nothing")
        expect("=" in page.url.partition("#")[2], path, f"control {index} leaves the address")
        expect(page.evaluate(FAULTY) == 0, path, f"control {index} draws a broken shape")
        if kind == "range":
            page.keyboard.press("End")
            expect(page.evaluate(FAULTY) == 0, path, f"control {index} breaks at its end")
            page.keyboard.press("Home")
            expect(page.evaluate(FAULTY) == 0, path, f"control {index} breaks at its start")
            page.keyboard.press("Home" if key == "ArrowLeft" else "End")
            button = control.locator(f'xpath=../button[{1 if key == "ArrowRight" else 2}]')
            box = button.bounding_box()
            expect(box["width"] >= 44 and box["height"] >= 44, path, f"control {index}: small button")
            moved = control.input_value()
            button.click()
            expect(control.input_value() != moved, path, f"control {index}: a button moves nothing")
            other = control.locator(f'xpath=../button[{2 if key == "ArrowRight" else 1}]')
            other.click()
            expect(control.input_value() == moved, path, f"control {index}: a button does not go back")
            words = control.get_attribute("aria-valuetext")
            shown = control.evaluate("e => e.closest('.mb-control').querySelector('output').textContent")
            expect(words == shown, path, f"control {index} says {words} and shows {shown}")
        kept, address = look(page), page.url
        other = page.context.new_page()
        other.goto(address)
        expect(look(other) == kept, path, f"control {index}: the address does not bring it back")
        other.close()
    page.goto(path.as_uri())
    page.reload()
    expect(look(page) == first, path, "a fresh page is not in the first state")


def play(page, path):
    """Plays by a clock of the check's own: how late the machine is changes nothing."""
    for index, player in enumerate(page.query_selector_all("[data-p]")):
        counts["animations"] += 1
        slider = player.query_selector("input")
        output = player.query_selector("output")
        last = int(slider.get_attribute("max"))
        svg = player.evaluate_handle("e => e.previousElementSibling.querySelector('svg')")
        picture = lambda: svg.evaluate("e => e.innerHTML")
        end, drawn = picture(), svg.evaluate(SHAPES)
        player.query_selector("[data-b=play]").click()
        page.clock.run_for(400)
        name = player.query_selector("[data-b=play]").get_attribute("aria-label")
        expect(int(slider.input_value()) < last or last < 4, path, f"animation {index} does not start over")
        if name == "Pause":
            player.query_selector("[data-b=play]").click()
        expect(player.query_selector("[data-b=play]").get_attribute("aria-label") == "Play", path,
               f"animation {index} does not pause")
        at = int(slider.input_value())
        page.clock.run_for(3000)
        expect(int(slider.input_value()) == at, path, f"animation {index} goes on after the pause")
        if at < last:
            player.query_selector("[data-b=play]").click()
            page.clock.run_for(1300 * (last + 1))
            ended = player.query_selector("[data-b=play]").get_attribute("aria-label") == "Play"
            expect(int(slider.input_value()) == last and ended, path, f"animation {index} does not end")
        slider.focus()
        page.keyboard.press("Home")
        start, words = picture(), output.text_content()
        expect(start != end, path, f"animation {index} has the same first and last frame")
        player.query_selector("[data-b=on]").click()
        expect(int(slider.input_value()) == 1, path, f"animation {index} does not step on")
        expect(output.text_content() != words, path, f"animation {index} does not say its frame")
        kept = "=" in page.url.partition("#")[2]
        expect(kept or last == 1, path, f"animation {index} leaves the address")
        player.query_selector("[data-b=back]").click()
        expect(picture() == start, path, f"animation {index} does not step back")
        page.keyboard.press("Tab")
        slider.focus()
        page.keyboard.press("End")
        expect(svg.evaluate(SHAPES) == drawn, path, f"animation {index} does not end where it stood")
        expect(page.evaluate(FAULTY) == 0, path, f"animation {index} draws a broken shape")


def shoot(page, path, name):
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(shots / f"{path.stem}-{name}.png"), full_page=True)


def visit(browser, path):
    """All checks of one page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(path.as_uri())
    shoot(page, path, "light")
    drive(page, path)
    timed = browser.new_context(viewport={"width": 1280, "height": 900})
    timed.clock.install(time=0)
    film = timed.new_page()
    film.on("pageerror", lambda e: errors.append(str(e)))
    film.goto(path.as_uri())
    film.clock.pause_at(3_600_000)
    play(film, path)
    timed.close()
    expect(not errors, path, f"script errors: {errors}")
    for violation in Axe().run(page).response["violations"]:
        targets = [n["target"] for n in violation["nodes"]][:3]
        expect(False, path, f"axe: {violation['id']}: {targets}")
    page.goto(path.as_uri())
    page.reload()
    page.emulate_media(media="print")
    expect(page.evaluate("""() => [...document.querySelectorAll(".mb-stills svg")]
        .every(e => e.checkVisibility())"""), path, "stills are missing on paper")
    expect(page.evaluate("""() => ![...document.querySelectorAll(".mb-controls,.mb-player")]
        .some(e => e.checkVisibility())"""), path, "controls stand on paper")
    shoot(page, path, "print")
    context.close()
    for width, scheme in ((390, "light"), (390, "dark"), (1280, "dark")):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width == 390)
        page = context.new_page()
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(wide <= 1, path, f"{width} {scheme}: scrolls sideways by {wide}")
        small = page.evaluate("""() => [...document.querySelectorAll(
            ".mb-player button,.mb-control input[type=range],.mb-picks label")]
            .filter(e => e.getBoundingClientRect().height < 24).length""")
        expect(small == 0, path, f"{width}: {small} targets are too small for a finger")
        shoot(page, path, f"{width}-{scheme}")
        context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    for kind, visible in ((".mb-controls", False), (".mb-player", False), (".mb-stills", True)):
        for element in page.query_selector_all(kind):
            expect(element.is_visible() == visible, path, f"without a script: {kind} is wrong")
    shoot(page, path, "nojs")
    context.close()


with sync_playwright() as p:
    browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for path in pages:
        try:
            visit(browser, path)
        except Exception as error:  # A check that cannot be carried out has failed.
            expect(False, path, str(error).splitlines()[0])
    browser.close()

for problem in problems:
    print(problem)
print(f"{len(pages)} pages with states, {counts['controls']} controls, "
      f"{counts['animations']} animations, {len(problems)} problems")
sys.exit(1 if problems or not pages else 0)
