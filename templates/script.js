// Comfort only: every page reads well without this. No request but for the search index.
(function (d, root) {
  "use strict";
  var store = {
    get: function (k) { try { return localStorage.getItem(k); } catch (e) { return null; } },
    set: function (k, v) { try { v ? localStorage.setItem(k, v) : localStorage.removeItem(k); } catch (e) {} }
  };
  function $(s) { return d.querySelector(s); }
  function all(s) { return Array.prototype.slice.call(d.querySelectorAll(s)); }
  function make(tag, name, text) {
    var e = d.createElement(tag);
    if (name) e.className = name;
    if (text) e.textContent = text;
    return e;
  }

  // What happened, for those who do not see it.
  var said;
  function say(words) {
    if (!said) {
      said = make("div", "mb-said");
      said.setAttribute("role", "status");
      d.body.appendChild(said);
    }
    setTimeout(function () { said.textContent = words; }, 50);
  }
  all(".mb-options input").forEach(function (e) {
    e.addEventListener("change", function () {
      say(e.closest("li").querySelector(".mb-verdict").textContent);
    });
  });

  // Colours: as the system, light, dark.
  var button = $("#mb-theme"), themes = ["", "light", "dark"];
  function showTheme() {
    var t = root.dataset.theme || "";
    if (button) {
      var words = "Colours: " + (t || "as the system");
      button.setAttribute("aria-label", words);
      button.title = words;
    }
  }
  if (button) button.onclick = function () {
    var t = themes[(themes.indexOf(root.dataset.theme || "") + 1) % 3];
    if (t) root.dataset.theme = t; else delete root.dataset.theme;
    store.set("mb-theme", t);
    showTheme();
  };
  showTheme();

  // A note beside what is pointed at: a popover, which is a sheet on a narrow screen.
  var note, noteOf, noteTimer, canPop = "popover" in HTMLElement.prototype;
  function hideNote() {
    clearTimeout(noteTimer);
    if (!note || !noteOf) return;
    note.hidePopover();
    if (noteOf.hasAttribute("aria-expanded")) noteOf.setAttribute("aria-expanded", "false");
    noteOf.removeAttribute("aria-describedby");
    noteOf = null;
  }
  function showNote(e, html) {
    if (!html || !canPop || noteOf === e) { clearTimeout(noteTimer); return; }
    hideNote();
    if (!note) {
      note = make("div", "mb-note");
      note.popover = "manual";
      note.onmouseenter = function () { clearTimeout(noteTimer); };
      note.onmouseleave = hideNote;
      note.id = "mb-note";
      note.addEventListener("focusin", function () { clearTimeout(noteTimer); });
      note.addEventListener("focusout", leave);
    }
    // Next to what it is about, so that Tab goes on into it.
    e.after(note);
    note.innerHTML = html;
    note.querySelectorAll("[id]").forEach(function (n) { n.removeAttribute("id"); });
    note.showPopover();
    noteOf = e;
    e.setAttribute("aria-describedby", note.id);
    if (e.hasAttribute("aria-expanded")) e.setAttribute("aria-expanded", "true");
    placeNote();
  }
  function placeNote() {
    if (innerWidth <= 640) { note.removeAttribute("style"); return; }
    var box = noteOf.getBoundingClientRect(), high = note.offsetHeight;
    note.style.left = Math.max(8, Math.min(box.left, innerWidth - note.offsetWidth - 8)) + "px";
    note.style.top = (box.bottom + high + 8 > innerHeight && box.top > high + 8 ? box.top - high - 6 : box.bottom + 6) + "px";
  }
  function leave() { clearTimeout(noteTimer); noteTimer = setTimeout(hideNote, 250); }
  function later(e, html, wait) {
    clearTimeout(noteTimer);
    noteTimer = setTimeout(function () { showNote(e, html()); }, wait);
  }
  addEventListener("scroll", function () {
    if (!noteOf || innerWidth <= 640) return;
    if (noteOf === d.activeElement || note.contains(d.activeElement)) placeNote(); else hideNote();
  }, { passive: true });
  d.addEventListener("click", function (e) {
    if (note && !note.contains(e.target) && !e.target.closest(".mb-num")) hideNote();
  });
  function pointable(e, html, wait) {
    e.addEventListener("mouseenter", function () { later(e, html, wait); });
    e.addEventListener("mouseleave", leave);
    e.addEventListener("focus", function () { later(e, html, 0); });
    e.addEventListener("blur", leave);
  }

  // Sources of numbers: remembered; the note is the number's row of the table below the section.
  var sources = $("#mb-sources");
  function sourceOf(e) {
    var row = d.getElementById(e.dataset.src), cells = row ? row.cells : [];
    if (!row) return "";
    var link = cells[4].querySelector("a");
    return "<dl><dt>From</dt><dd>" + cells[1].innerHTML + "</dd><dt>Value</dt><dd><b>" + cells[2].innerHTML + "</b></dd><dt>Stated</dt><dd>" + cells[0].innerHTML + ": " + cells[3].innerHTML
      + (link ? '</dd><dt>Where</dt><dd><a href="' + link.getAttribute("href") + '">cell ' + link.innerHTML + "</a>" : "") + "</dd></dl>";
  }
  function showSources() {
    all(".mb-num").forEach(function (e) {
      if (sources.checked) { e.tabIndex = 0; e.setAttribute("role", "button"); e.setAttribute("aria-expanded", "false"); }
      else ["tabindex", "role", "aria-expanded"].forEach(function (n) { e.removeAttribute(n); });
    });
    hideNote();
    store.set("mb-sources", sources.checked ? "1" : "");
  }
  if (sources) {
    if (store.get("mb-sources")) sources.checked = true;
    sources.onchange = showSources;
    all(".mb-num").forEach(function (e) {
      var html = function () { return sourceOf(e); };
      pointable(e, function () { return sources.checked ? html() : ""; }, 80);
      e.onclick = function () { if (sources.checked) { clearTimeout(noteTimer); showNote(e, html()); } };
      e.onkeydown = function (k) { if (k.key === "Enter" || k.key === " ") { k.preventDefault(); e.onclick(); } };
    });
    if (sources.checked) showSources();
  }

  // What references lead to, shown before one goes there.
  function previewOf(a) {
    var href = a.getAttribute("href"), target;
    var stored = all("[data-for]").filter(function (e) { return e.dataset.for === href; })[0];
    if (stored) return stored.innerHTML;
    if (href[0] !== "#" || a.closest(".mb-side")) return "";
    target = d.getElementById(decodeURIComponent(href.slice(1)));
    if (!target) return "";
    if (/^H[1-6]$/.test(target.tagName)) {
      var next = target.nextElementSibling;
      return "<p><b>" + target.textContent.replace(/\s*#$/, "") + "</b></p>" + (next && next.tagName === "P" ? next.outerHTML : "");
    }
    return target.innerHTML;
  }
  if (matchMedia("(hover:hover)").matches) all("a.mb-ref[href], .footnote-ref a").forEach(function (a) {
    a.removeAttribute("title");
    pointable(a, function () { return previewOf(a); }, 350);
  });

  // Copy buttons.
  all("pre.mb-code").forEach(function (pre) {
    var box = make("div", "mb-codebox"), copy = make("button", "mb-copy", "Copy");
    copy.type = "button";
    pre.parentNode.insertBefore(box, pre);
    box.appendChild(pre);
    box.appendChild(copy);
    copy.onclick = function () {
      var text = pre.textContent;
      function done() { copy.textContent = "Copied"; say("Copied"); setTimeout(function () { copy.textContent = "Copy"; }, 1500); }
      if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(done); return; }
      var area = make("textarea");
      area.value = text;
      d.body.appendChild(area);
      area.select();
      if (d.execCommand("copy")) done();
      area.remove();
      copy.focus();
    };
  });

  // Footnotes beside the text where there is room.
  var text = $(".mb-text"), sides = [];
  all(".footnote-ref a").forEach(function (ref) {
    var note = d.getElementById(ref.getAttribute("href").slice(1));
    if (!note || !text) return;
    var side = make("aside", "mb-side"), sup = make("sup"), back = make("a", "", ref.textContent), block = ref;
    side.innerHTML = note.innerHTML;
    side.querySelectorAll(".footnote-backref,[id]").forEach(function (e) {
      if (e.classList.contains("footnote-backref")) e.remove(); else e.removeAttribute("id");
    });
    back.href = "#" + ref.id;
    back.setAttribute("aria-label", "Note " + ref.textContent + ", back");
    sup.appendChild(back);
    (side.querySelector("p") || side).prepend(sup);
    // After the block that refers to it, where it is read next.
    while (block.parentNode !== text) block = block.parentNode;
    while (block.nextElementSibling && block.nextElementSibling.matches(".mb-side")) block = block.nextElementSibling;
    block.after(side);
    sides.push([ref, side, note, note.id]);
  });
  // The one of the two that is seen is the one that a reference leads to.
  var wide = matchMedia("(min-width:80rem)");
  function nameSides() {
    sides.forEach(function (s) {
      s[wide.matches ? 2 : 1].removeAttribute("id");
      s[wide.matches ? 1 : 2].id = s[3];
    });
  }
  function placeSides() {
    var below = 0, origin = text.getBoundingClientRect().top;
    sides.forEach(function (pair) {
      var top = Math.max(pair[0].getBoundingClientRect().top - origin - 4, below);
      pair[1].style.top = top + "px";
      below = top + pair[1].offsetHeight + 12;
    });
  }
  if (sides.length) {
    root.classList.add("has-sides");
    nameSides();
    wide.addEventListener("change", nameSides);
    placeSides();
    window.addEventListener("resize", placeSides);
    window.addEventListener("load", placeSides);
    d.addEventListener("toggle", placeSides, true);
  }

  // What scrolls inside itself can be reached with the keyboard.
  function reach() {
    var seen = all("math,.mb-scroll,.mb-chart,pre");
    var cut = seen.map(function (e) { return e.scrollWidth > e.clientWidth + 1; });
    seen.forEach(function (e, i) {
      if (e.localName === "math") e.classList.toggle("mb-cut", cut[i]);
      if (cut[i]) e.tabIndex = 0; else e.removeAttribute("tabindex");
    });
  }
  reach();
  window.addEventListener("resize", reach);

  // The heading being read, in the contents.
  var links = all('.mb-toc a,.mb-nav li>a[href^="#ch"]'), spots = links.map(function (a) {
    return d.getElementById(decodeURIComponent(a.hash.slice(1)));
  });
  var nav = $("#mb-nav"), waiting = false;
  // Brings what is read now into the sight of the contents, which may be longer than the screen.
  function showHere() {
    var e = nav && (nav.querySelector(".mb-toc .on") || nav.querySelector("[aria-current]"));
    if (!e || !nav.clientHeight) return;
    var top = e.offsetTop - nav.scrollTop;
    if (top < 0 || top > nav.clientHeight - 60) nav.scrollTop = e.offsetTop - nav.clientHeight / 3;
  }
  function follow() {
    waiting = false;
    var on = -1;
    spots.forEach(function (e, i) { if (e && e.getBoundingClientRect().top < 120) on = i; });
    if (innerHeight + scrollY >= root.scrollHeight - 4 && scrollY > 0) on = spots.length - 1;
    if (links[on] && links[on].classList.contains("on")) return;
    links.forEach(function (a, i) { a.classList.toggle("on", i === on); });
    showHere();
  }
  if (links.length) {
    addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
    follow();
  }
  showHere();
  if (nav && nav.hidePopover) {
    var hideNav = function () { if (nav.matches(":popover-open")) nav.hidePopover(); };
    nav.addEventListener("click", function (e) { if (e.target.closest("a")) hideNav(); });
    nav.addEventListener("toggle", showHere);
    // A screen that was turned may have room for the contents beside the text.
    matchMedia("(min-width:60rem)").addEventListener("change", hideNav);
  }

  // Search: all of it is in the script of the index, asked for when a reader first searches.
  var opener = $("#mb-search-open"), isAsked;
  function openSearch() {
    if (window.mathbookSearch) { window.mathbookSearch(); return; }
    if (isAsked) return;
    isAsked = true;
    var tag = make("script");
    tag.src = opener.dataset.index;
    tag.onload = openSearch;
    d.head.appendChild(tag);
  }
  if (opener) opener.onclick = openSearch;

  // Keys.
  var help;
  function openHelp() {
    if (!help) {
      help = make("dialog", "mb-dialog");
      help.innerHTML = "<table><tbody>" + [["← →", "previous, next chapter"], ["/ or Ctrl K", "search"], ["s", "show sources of numbers"], ["Esc", "close"], ["?", "this list"]].map(function (r) {
        return "<tr><td><kbd>" + r[0] + "</kbd></td><td>" + r[1] + "</td></tr>";
      }).join("") + "</tbody></table>";
      help.setAttribute("aria-label", "Keys");
      help.onclick = function () { help.close(); };
      d.body.appendChild(help);
    }
    help.showModal();
  }
  d.addEventListener("keydown", function (e) {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === "k") {
      if (opener) { e.preventDefault(); openSearch(); }
      return;
    }
    if (e.key === "Escape") hideNote();
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || $("dialog[open]")) return;
    // A dialog that closes keeps the focus until the next frame: what nobody sees takes no keys.
    var field = e.target.closest("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]");
    if (field && !field.closest("dialog:not([open])")) return;
    if (e.key.indexOf("Arrow") === 0 && e.target.closest("[type=radio],[tabindex],pre,math")) return;
    var link = e.key === "ArrowLeft" ? $("a.mb-prev") : e.key === "ArrowRight" ? $("a.mb-next") : null;
    if (link) { if (!e.shiftKey) location.href = link.href; }
    else if (e.key === "/" && opener) { e.preventDefault(); openSearch(); }
    else if (e.key === "?") openHelp();
    else if (e.key === "s" && sources) sources.click();
  });
})(document, document.documentElement);
