/// The style sheet of charts: variables for the colours, light and dark, and the rules of classes.
///
/// Classes inside `.mb-plot` are short because every path carries one: `g` grid, `a` axis, `m`
/// muted words, `b` bold, `h` words with a halo, `l` line, `n` thin line, `j` thin line over fills, `r` rule, `k` dashed,
/// `p` dots, `d` many dots (`v`, `z` fainter), `e` error bar, `o` ring, `w` outlined with paper, `x` outlines
/// filled by even and odd, `y` faint area, `i1…4` faint to full lines, `s1…8` and `f1…8` stroke and fill of a series, `t1…8`
/// its words, `q0…16` and `v0…16` levels of the ramps, `c1`, `c2` words on cells.
package enum ChartStyle {
  /// All of it, to be put before the page's own style sheet.
  package static let css: String = variables + rules + ramps

  /// The variables for light, dark and print.
  static let variables: String = {
    let light = declarations(.light, text: "#333", grid: "#0000001c", axis: "#777", muted: "#555")
    let dark = declarations(
      .dark, text: "#ddd", grid: "#ffffff24", axis: "#8a8f98", muted: "#b0b5bd")
    return """
      :root{\(light)}
      @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
      :root[data-theme=dark]{\(dark)}
      @media print{:root:root:root{\(light)}}

      """
  }()

  private static func declarations(
    _ palette: Palette, text: String, grid: String, axis: String, muted: String
  ) -> String {
    var css = "--chart-paper:\(hex(palette.paper));--chart-ink:\(hex(palette.ink));"
    css += "--chart-text:\(text);--chart-muted:\(muted);--chart-grid:\(grid);--chart-axis:\(axis);"
    for (index, color) in palette.series.enumerated() {
      css += "--chart-\(index + 1):\(hex(color));"
    }
    for (index, color) in palette.sequential.enumerated() {
      css += "--chart-q\(index):\(hex(color));"
    }
    for (index, color) in palette.diverging.enumerated() {
      css += "--chart-v\(index):\(hex(color));"
    }
    return css
  }

  /// A colour as CSS writes it.
  static func hex(_ color: UInt32) -> String {
    let digits = String(color, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static let rules = """
    .mb-plot{display:block;max-width:100%;height:auto;margin:0 auto;overflow:visible;\
    font:15px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","DejaVu Sans",\
    sans-serif;color:var(--chart-text);fill:none;stroke:none}
    .mb-panels{display:flex;flex-wrap:wrap;justify-content:center;align-items:flex-start;\
    gap:20px;margin:0 auto}
    .mb-panels>.mb-plot{flex:0 1 auto;margin:0}
    .mb-panels>p{flex:0 0 100%;margin:0 0 -8px;font:600 15px/1.2 system-ui,sans-serif;\
    color:var(--chart-text)}
    .mb-plot text{fill:currentColor;font-variant-numeric:tabular-nums}
    .mb-plot .m,.mb-plot text.m,.mb-plot .m text{fill:var(--chart-muted)}
    .mb-plot .b{font-weight:600}
    .mb-plot .h{stroke:var(--chart-paper);stroke-width:4px;paint-order:stroke;\
    stroke-linejoin:round}
    .mb-plot .g{stroke:var(--chart-grid)}
    .mb-plot .a{stroke:var(--chart-axis)}
    .mb-plot .r{stroke:var(--chart-muted);stroke-dasharray:5 4}
    .mb-plot .k{stroke-dasharray:5 4}
    .mb-plot .l{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .mb-plot .n{stroke-width:1.4;stroke-linejoin:round}
    .mb-plot .j{stroke:var(--chart-ink);stroke-opacity:.35}
    .mb-plot .p{stroke-width:7;stroke-linecap:round}
    .mb-plot .d{stroke-width:7;stroke-linecap:round}
    .mb-plot .d.v{stroke-opacity:.55}
    .mb-plot .d.z{stroke-width:5;stroke-opacity:.4}
    .mb-plot .e{stroke:var(--chart-text);stroke-width:1.4}
    .mb-plot .o{stroke-width:2;fill:var(--chart-paper)}
    .mb-plot .w{stroke:var(--chart-paper);stroke-width:1.2}
    .mb-plot .i1{stroke-opacity:.18}
    .mb-plot .i2{stroke-opacity:.4}
    .mb-plot .i3{stroke-opacity:.7}
    .mb-plot .x{fill-rule:evenodd}
    .mb-plot .y{fill-opacity:.22}
    .mb-plot text.c1,.mb-plot .c1 text{fill:var(--chart-ink)}
    .mb-plot text.c2,.mb-plot .c2 text{fill:var(--chart-paper)}
    @media print{.mb-plot .l.s2{stroke-dasharray:7 3}.mb-plot .l.s3{stroke-dasharray:2 3}\
    .mb-plot .l.s4{stroke-dasharray:9 3 2 3}.mb-plot .l.s5{stroke-dasharray:4 2}\
    .mb-plot{print-color-adjust:exact;-webkit-print-color-adjust:exact}}

    """

  private static let ramps: String = {
    var css = ""
    for index in 1...Palette.light.series.count {
      css += ".mb-plot .s\(index){stroke:var(--chart-\(index))}"
      css += ".mb-plot .f\(index),.mb-plot text.t\(index){fill:var(--chart-\(index))}"
    }
    for index in Palette.light.sequential.indices {
      css += ".mb-plot .q\(index){fill:var(--chart-q\(index))}"
      css += ".mb-plot .v\(index){fill:var(--chart-v\(index))}"
    }
    return css + "\n"
  }()
}
