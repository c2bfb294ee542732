// While a book is watched: asks a small script which build the page is of, and reloads it.
(function (d) {
  "use strict";
  var here = d.currentScript, root = here.dataset.root, own, box, lost;
  function spot() {
    var best = null;
    d.querySelectorAll("main [id]").forEach(function (e) {
      // What is not shown (data, stills, previews) is nowhere.
      if (e.getClientRects().length && e.getBoundingClientRect().top <= 80) best = e;
    });
    return { id: best ? best.id : "", off: best ? best.getBoundingClientRect().top : 0, y: scrollY };
  }
  // The place goes with the entry of the history, which the reloaded page has at once; a value in
  // the session's store may reach it late.
  function back() {
    var state = history.state, s = state && state.spot, e;
    if (!s) return;
    // The page is at least as new as the stamp for which it was reloaded; if there is a newer one by
    // now, it is asked for.
    own = state.stamp;
    history.replaceState(null, "");
    e = s.id && d.getElementById(s.id);
    if (s.id && !e) lost = s;
    history.scrollRestoration = "manual";
    scrollTo({ top: e ? scrollY + e.getBoundingClientRect().top - s.off : s.y, behavior: "instant" });
    addEventListener("beforeunload", function () { history.scrollRestoration = "auto"; });
  }
  window.mathbookStamp = function (stamp, problems) {
    if (own === undefined) own = stamp;
    if (own !== stamp) {
      // What this page has not, the next one may have again.
      try { history.replaceState({ spot: lost || spot(), stamp: stamp }, ""); } catch (e) {}
      location.reload();
      own = stamp;
      return;
    }
    if (!problems) { if (box) { box.remove(); box = null; } return; }
    if (!box) {
      box = d.createElement("pre");
      box.className = "mb-problems";
      box.setAttribute("role", "status");
      d.body.appendChild(box);
    }
    if (box.textContent !== problems) box.textContent = problems;
  };
  function ask() {
    var s = d.createElement("script");
    s.src = root + "stamp.js?" + Date.now();
    s.onload = s.onerror = function () { s.remove(); setTimeout(ask, 50); };
    d.head.appendChild(s);
  }
  back();
  addEventListener("load", ask);
})(document);
