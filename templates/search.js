// The search: asked for with its index, which follows as a call of mathbookIndex({pages, sections}).
(function (d) {
  "use strict";
  var opener = d.getElementById("mb-search-open"), dialog, input, list, told, index, vocabulary;
  function make(tag, name, text) {
    var e = d.createElement(tag);
    if (name) e.className = name;
    if (text) e.textContent = text;
    return e;
  }
  function fold(s) { return s.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, ""); }
  function words(s) { return s.split(/[^\p{L}\p{N}]+/u).filter(Boolean); }
  window.mathbookIndex = function (data) {
    var known = {};
    index = data.sections.map(function (s) {
      var page = data.pages[s[0]], e = {
        href: page[0] + (s[1] ? "#" + encodeURIComponent(s[1]) : ""), title: s[2] || page[1], top: !s[2], chapter: page[1], part: page[2],
        text: s[3], t: fold(s[2] || page[1]), c: fold(page[1]), x: fold(s[3])
      };
      e.w = words(e.t + " " + e.c + " " + e.x);
      e.w.forEach(function (w) { known[w] = (known[w] || 0) + 1; });
      e.all = " " + e.w.join(" ");
      e.tw = " " + words(e.t).join(" ");
      return e;
    });
    vocabulary = Object.keys(known);
    search();
  };
  // The letters to change, add, drop or swap to make b of a; at most two are counted.
  function slips(a, b) {
    if (Math.abs(a.length - b.length) > 2) return 3;
    var i, j, before = [], row = [], next;
    for (j = 0; j <= b.length; j++) row[j] = j;
    for (i = 1; i <= a.length; i++) {
      next = [i];
      for (j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      before = row;
      row = next;
    }
    return row[b.length];
  }
  // Where words may begin; in scripts without spaces, anywhere.
  function start(word) { return /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word) ? word : " " + word; }
  // What a word may stand for: itself as the start of words, else, or if all is wanted, also the
  // words nearest to it.
  function meanings(word, all) {
    var from = start(word), isThere = index.some(function (e) { return e.all.indexOf(from) >= 0; });
    if (isThere && !all || word.length < 4) return [word];
    var allowed = word.length < 8 ? 1 : 2, best = 3, found = [];
    vocabulary.forEach(function (w) {
      var s = Math.min(slips(word, w), w.length > word.length ? slips(word, w.slice(0, word.length)) : 3);
      if (!s || s > allowed || s > best) return;
      if (s < best) { best = s; found = []; }
      found.push(w);
    });
    found = found.slice(0, 8);
    return isThere || !found.length ? [word].concat(found) : found;
  }
  function score(e, word) {
    var best = 0, from = start(word);
    if ((e.tw + " ").indexOf(from + " ") >= 0) best = 30;
    else if (e.tw.indexOf(from) >= 0) best = 20;
    if (e.top && best) best += 12;
    if (!e.top && (" " + e.c).indexOf(from) >= 0) best += 5;
    if (e.all.indexOf(from + " ") >= 0) best += 4; else if (e.all.indexOf(from) >= 0) best += 3;
    return best;
  }
  function mark(into, text, wanted) {
    var at = 0;
    text.replace(/[\p{L}\p{N}\p{M}]+/gu, function (w, from) {
      var plain = fold(w);
      if (!wanted.some(function (k) { return (" " + plain).indexOf(start(k)) >= 0; })) return;
      into.appendChild(d.createTextNode(text.slice(at, from)));
      into.appendChild(make("mark", "", w));
      at = from + w.length;
    });
    into.appendChild(d.createTextNode(text.slice(at)));
  }
  // Sections with all the words asked for, or with some of them; the best first.
  function sections(asked, some) {
    var found = [], part = opener.dataset.part;
    index.forEach(function (e, i) {
      var sum = part && e.part === part ? 8 : 0, hits = 0;
      asked.forEach(function (near) {
        var s = Math.max.apply(null, near.map(function (w) { return score(e, w); }));
        if (s) { hits++; sum += s; }
      });
      if (some ? hits : hits === asked.length) found.push([sum + hits * 100, i]);
    });
    return found.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
  }
  function search() {
    if (!list || !index) return;
    list.textContent = told.textContent = "";
    if (!input.value.trim()) return;
    var typed = words(fold(input.value)), asked = typed.map(function (w) { return meanings(w); });
    var found = asked.length ? sections(asked) : [], partly = "";
    if (!found.length && typed.length > 1) {
      asked = typed.map(function (w) { return meanings(w, true); });
      found = sections(asked);
      if (!found.length) { found = sections(asked, true); partly = "No section has all of these words. With some of them: "; }
    }
    told.textContent = !found.length ? "Nothing found."
      : partly + (found.length > 20 ? "the first 20 of " : "") + found.length + (found.length > 1 ? " sections" : " section");
    var flat = [].concat.apply([], asked);
    found.slice(0, 20).forEach(function (f) {
      var e = index[f[1]], li = make("li"), a = make("a"), small = make("small"), at = -1;
      flat.forEach(function (w) { var p = (" " + e.x).search(new RegExp((start(w) === w ? "" : "[^\\p{L}\\p{N}]") + w, "u")); if (p >= 0 && (at < 0 || p < at)) at = p; });
      var from = Math.max(0, at - 40);
      if (from) from = e.text.indexOf(" ", from) + 1;
      a.href = opener.dataset.root + e.href;
      mark(a, e.title, flat);
      if (!e.top) small.appendChild(d.createTextNode(e.chapter + " — "));
      mark(small, (from ? "…" : "") + e.text.slice(from, from + 120) + (from + 120 < e.text.length ? "…" : ""), flat);
      a.appendChild(small);
      li.appendChild(a);
      list.appendChild(li);
    });
  }
  window.mathbookSearch = function () {
    if (!dialog) {
      dialog = make("dialog", "mb-dialog");
      input = make("input");
      input.type = "text";
      input.placeholder = "Search this book";
      input.setAttribute("aria-label", "Search this book");
      list = make("ol");
      told = make("p", "mb-none");
      told.setAttribute("role", "status");
      dialog.setAttribute("aria-label", "Search");
      dialog.appendChild(input);
      dialog.appendChild(told);
      dialog.appendChild(list);
      d.body.appendChild(dialog);
      input.oninput = search;
      dialog.onclick = function (e) {
        if (e.target === dialog || e.target.closest("a")) dialog.close();
      };
      dialog.onkeydown = function (e) {
        var step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
        var items = [input].concat([].slice.call(list.querySelectorAll("a")));
        if (step) {
          e.preventDefault();
          items[(items.indexOf(d.activeElement) + step + items.length) % items.length].focus();
        } else if (e.key === "Enter" && d.activeElement === input && items[1]) items[1].click();
      };
    }
    if (!dialog.open) dialog.showModal();
    input.select();
  };
})(document);
