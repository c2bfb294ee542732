/// What a page needs for its controls and animations: rules, and a script that swaps numbers.
///
/// The script computes nothing: each state of a control is in the page (`PageStates.data`). Without
/// it the controls are not shown, and `.mb-still` and `.mb-stills` stand in their place, as they do
/// on paper.
enum ControlStyle {
  /// The style sheet.
  static let css = """
    .mb-controls{display:grid;grid-template-columns:auto minmax(0,1fr) auto;align-items:center;\
    column-gap:.8rem;padding:.4rem 1rem;border:1px solid var(--line);border-radius:.4rem;margin:\
    .5rem 0;background:var(--faint)}
    .mb-controls,.mb-player,.mb-stills{font:.875rem/1.4 var(--sans);font-size-adjust:none}
    .mb-control{display:grid;grid-template-columns:subgrid;grid-column:1/-1;align-items:center;\
    min-height:2.75rem;min-width:0;margin:0;padding:0;border:0}
    .mb-control>:is(select,.mb-picks){justify-self:start;grid-column:2/-1;max-width:100%}
    .mb-control>.mb-check{grid-column:1/-1}
    .mb-control input[type=range],.mb-player input{flex:1;min-width:4rem;width:100%;height:2.75rem;\
    margin:0;accent-color:var(--link);cursor:pointer;touch-action:pan-y}
    .mb-control output,.mb-player output{min-width:3em;text-align:right;\
    font-variant-numeric:tabular-nums;font-weight:600}
    @media (max-width:30rem){.mb-control>label:first-child:not(.mb-check){grid-column:1/-1;\
    margin-top:.4rem}.mb-control>.mb-range{grid-column:1/3}\
    .mb-control[role=radiogroup]>*{grid-column:1/-1}.mb-control[role=radiogroup]{padding:.4rem 0}}
    .mb-control select{font:inherit;min-height:2.75rem;padding:0 .5rem;color:inherit;background:\
    var(--bg);border:1px solid var(--soft);border-radius:.35rem}
    .mb-picks{display:inline-flex;flex-wrap:wrap;gap:1px;background:var(--soft);border:1px solid \
    var(--soft);border-radius:.4rem;overflow:hidden}
    .mb-picks label{position:relative;flex:1 0 auto;max-width:100%;cursor:pointer}
    .mb-picks input{position:absolute;opacity:0;inset:0;margin:0;width:100%;height:100%;cursor:\
    pointer}
    .mb-picks span{display:grid;align-items:center;min-height:2.75rem;padding:0 .8rem;\
    background:var(--bg)}
    .mb-picks input:checked+span{background:var(--link);color:var(--bg);font-weight:600}
    .mb-picks input:focus-visible+span{outline:2px solid var(--text);outline-offset:-4px}
    .mb-check{display:flex;align-items:center;gap:.6rem;min-height:2.75rem;cursor:pointer}
    .mb-check input{width:1.15rem;height:1.15rem;margin:0;accent-color:var(--link)}
    .mb-range{display:flex;align-items:center;min-width:0}
    .mb-player{display:flex;align-items:center;gap:.2rem;max-width:34rem;margin:0 auto .6rem}
    :is(.mb-player,.mb-range) button{display:grid;flex:none;place-items:center;width:2.75rem;height:2.75rem;border:0;\
    border-radius:.4rem;background:none;color:var(--soft);cursor:pointer}
    .mb-range button{font:1.25rem/1 var(--sans)}
    :is(.mb-player,.mb-range) button:hover{background:var(--faint);color:var(--text)}
    .mb-player svg{width:1.1rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;\
    stroke-linecap:round}
    .mb-player [data-b=play] svg{fill:currentColor}
    .mb-player output{min-width:5em}
    /* Letters of twice the size on a phone: values go below their sliders. */
    @media (max-width:19rem){.mb-controls{padding-inline:.4rem}.mb-player{flex-wrap:wrap}\
    :is(.mb-player,.mb-range) button{width:44px}.mb-control>:is(.mb-range,output){grid-column:1/-1}\
    .mb-control input[type=range],.mb-player input{min-width:2rem}}
    [data-s]{font-variant-numeric:tabular-nums lining-nums}
    html.js p [data-s]{background:color-mix(in srgb,var(--link) 12%,transparent);border-radius:.2em;\
    padding:0 .12em}
    .mb-scroll [align=right]{text-align:right}
    .mb-still,.mb-stills{display:none}
    html:not(.js) .mb-still{display:block}
    html:not(.js) .mb-stills{display:flex}
    .mb-stills{gap:1rem;margin:.5rem 0;align-items:end}
    .mb-stills>div{flex:1 1 0;min-width:0}
    .mb-stills p{text-align:center;margin:.2rem 0 0;color:var(--soft)}
    @media (max-width:40rem){.mb-stills{flex-wrap:wrap}.mb-stills>div{flex-basis:100%}}
    @media print{.mb-controls,.mb-player{display:none}.mb-still{display:block}.mb-stills{display:\
    flex}html.js p [data-s]{background:none;padding:0}}

    """

  /// The script.
  static let script = #"""
    // Controls and animations: every state is in the page; this only shows it.
    (function (d) {
      "use strict";
      // Usually one; a page of several chapters has one for each, and prefixes before identifiers.
      Array.prototype.forEach.call(d.querySelectorAll("script[id$=mb-states]"), function (tag) {
      var prefix = tag.id.slice(0, -9), scope = tag.closest(".mb-chapter") || d;
      var data = JSON.parse(tag.textContent), start = data.c.map(function (c) { return c.i; });
      var at = start.slice();
      function all(s, e) { return Array.prototype.slice.call((e || scope).querySelectorAll(s)); }
      var slots = all("[data-s]"), inputs = all("[data-c]"), players = all("[data-p]");
      function index(list) {
        return list.reduce(function (i, k) { return i * data.c[k].v.length + at[k]; }, 0);
      }
      function put(e, name, value) {
        if (name === "#") e.innerHTML = value;
        else if (e.getAttribute(name) !== value) e.setAttribute(name, value);
      }
      function draw(p) {
        if (!p.e) p.e = all("desc,path,circle,text,g", d.getElementById(prefix + p.k));
        var i = index(p.c) * Math.max(1, p.f.length) + p.t;
        p.n.forEach(function (x) {
          var row = x[3][i], k = 0;
          put(p.e[x[0]], x[1], x[2].replace(/~/g, function () { return row[k++] / 10; }));
        });
        p.s.forEach(function (x) { put(p.e[x[0]], x[1], x[2][x[3][i]]); });
      }
      function show() {
        slots.forEach(function (e) {
          var t = data.t[e.dataset.s];
          e.textContent = t.v[index(t.c)];
        });
        inputs.forEach(function (e) {
          var k = e.dataset.c, text = data.c[k].v[at[k]].replace(/^-(?=\d)/, "\u2212");
          if (e.type === "radio") e.checked = +e.value === at[k];
          else if (e.type === "checkbox") e.checked = at[k] === 1;
          else e.value = at[k];
          if (e.type === "range") {
            e.setAttribute("aria-valuetext", text);
            e.parentNode.nextSibling.textContent = text;
          }
        });
        data.p.forEach(function (p) { if (p.c.length) draw(p); });
      }
      // The address keeps what differs from the start.
      function save() {
        var parts = data.c.map(function (c, k) {
          return at[k] === start[k] ? "" : c.n + "=" + encodeURIComponent(c.v[at[k]]);
        }).concat(data.p.map(function (p) {
          return p.f.length && p.t !== p.i ? p.h + "=" + p.t : "";
        })).filter(Boolean).join("&");
        try { history.replaceState(null, "", parts ? "#" + parts : location.pathname + location.search); } catch (e) {}
      }
      function load() {
        if (location.hash.indexOf("=") < 0) return;
        var set = {};
        location.hash.slice(1).split("&").forEach(function (s) {
          var i = s.indexOf("=");
          try { set[decodeURIComponent(s.slice(0, i))] = decodeURIComponent(s.slice(i + 1)); } catch (e) {}
        });
        data.c.forEach(function (c, k) {
          var i = c.v.indexOf(set[c.n]);
          at[k] = i < 0 ? start[k] : i;
        });
        show();
        players.forEach(function (box) {
          var p = data.p[box.dataset.p], t = set[p.h];
          if (t >= 0 && t < p.f.length) box.go(+t);
        });
      }
      inputs.forEach(function (e) {
        e.addEventListener("input", function () {
          at[e.dataset.c] = e.type === "checkbox" ? +e.checked : +e.value;
          show();
          save();
        });
      });
      all(".mb-range button").forEach(function (button) {
        button.onclick = function () {
          var k = button.parentNode.querySelector("input").dataset.c;
          at[k] = Math.min(data.c[k].v.length - 1, Math.max(0, at[k] + +button.dataset.step));
          show();
          save();
        };
      });
      players.forEach(function (box) {
        var p = data.p[box.dataset.p], last = p.f.length - 1, timer = 0;
        var range = box.querySelector("input"), out = box.querySelector("output");
        var play = box.querySelector("[data-b=play]"), path = play.querySelector("path"), still = path.getAttribute("d");
        p.i = p.t;
        box.go = function (t) {
          p.t = t;
          range.value = t;
          range.setAttribute("aria-valuetext", p.f[t]);
          out.textContent = p.f[t];
          draw(p);
        };
        function stop() {
          if (!timer) return;
          clearInterval(timer);
          timer = 0;
          name("Play", still);
          save();
        }
        function name(words, shape) {
          play.setAttribute("aria-label", words);
          play.title = words;
          path.setAttribute("d", shape);
        }
        function step(by) {
          stop();
          box.go(Math.min(last, Math.max(0, p.t + by)));
          save();
        }
        play.onclick = function () {
          if (timer) { stop(); return; }
          if (p.t === last) box.go(0);
          name("Pause", "M4.5 3v10M11.5 3v10");
          var calm = matchMedia("(prefers-reduced-motion:reduce)").matches;
          timer = setInterval(function () {
            if (p.t < last) box.go(p.t + 1);
            if (p.t === last) stop();
          }, calm ? 1500 : Math.max(90, Math.min(1200, 7000 / last)));
        };
        box.querySelector("[data-b=back]").onclick = function () { step(-1); };
        box.querySelector("[data-b=on]").onclick = function () { step(1); };
        range.oninput = function () { step(range.value - p.t); };
      });
      // On paper the page stands where it started.
      var kept;
      addEventListener("beforeprint", function () { kept = at; at = start.slice(); show(); });
      addEventListener("afterprint", function () { at = kept || at; show(); });
      addEventListener("hashchange", load);
      load();
      });
    })(document);

    """#
}
