import Markup

extension Chart {
  /// The chart as an SVG element: colours by classes and variables (`ChartStyle.css`), no script,
  /// no reference to anything outside.
  ///
  /// Charts side by side are an element each, so that they stand one below the other on a phone;
  /// only where they move they are one picture.
  ///
  /// - Parameter id: unique in the page; the ids inside start with it.
  package func svg(id: String) -> String {
    if !panels.isEmpty, !reach.isMoving { return panelsMarkup(id: id) }
    let scene = scene
    var out = OutputBuffer(capacity: 4096)
    open(id: id, width: scene.width, height: scene.height, to: &out)
    for element in scene.elements { Self.write(element, to: &out) }
    out.append("</svg>")
    return out.text
  }

  private func panelsMarkup(id: String) -> String {
    let pictures = panels.enumerated().map { $0.element.svg(id: "\(id)-\($0.offset + 1)") }
    let width = panels.map { $0.scene.width.rounded(.up) }.max() ?? 0
    let row = Double(panelColumns) * (width + FacetLayout.gap) - FacetLayout.gap
    let words = escapedMarkup(alternative.isEmpty ? headline : alternative)
    let role = alternative.isEmpty ? "group" : "img"
    var html = "<div class=\"mb-panels\" id=\"\(escapedMarkup(id))\" role=\"\(role)\""
    html += " aria-label=\"\(words)\" style=\"max-width:\(Int(row))px\">"
    if !title.isEmpty { html += "<p>\(escapedMarkup(Label(title).plain))</p>" }
    return html + pictures.joined() + "</div>"
  }

  /// Writes the start of the SVG element with its title and description.
  func open(id: String, width: Double, height: Double, to out: inout OutputBuffer) {
    let name = escapedMarkup(id)
    let width = width.rounded(.up)
    let height = height.rounded(.up)
    out.append(text: "<svg class=\"mb-plot\" id=\"\(name)\" width=\"\(Int(width))\" height=\"")
    out.append(text: "\(Int(height))\" viewBox=\"0 0 \(Int(width)) \(Int(height))\"")
    // Wider pictures scroll inside their figure rather than shrink below 11 pixels.
    if width > 481 {
      out.append(text: " style=\"min-width:\(Int((width * 0.74).rounded(.up)))px\"")
    }
    out.append(text: " role=\"img\" aria-labelledby=\"\(name)-t \(name)-d\">")
    out.append(text: "<title id=\"\(name)-t\">")
    out.append(escaping: headline)
    out.append(text: "</title><desc id=\"\(name)-d\">")
    out.append(escaping: alternative.isEmpty ? summary : alternative)
    out.append("</desc>")
  }

  /// Whether the picture is wider than a phone and should stand in something that scrolls.
  package var isWide: Bool {
    panels.isEmpty || reach.isMoving ? scene.width > 481 : panels.contains(where: \.isWide)
  }

  /// Writes one element; `extra` are attributes of the caller's.
  static func write(_ element: Scene.Element, extra: String = "", to out: inout OutputBuffer) {
    switch element {
    case .open(let style): out.append(text: "<g class=\"\(style)\"\(extra)>")
    case .shift(let x, let y):
      out.append("<g transform=\"translate(")
      appendTenths(PathData.tenths(x), to: &out.bytes)
      out.append(UInt8(ascii: " "))
      appendTenths(PathData.tenths(y), to: &out.bytes)
      out.append(text: ")\"\(extra)>")
    case .window(let x, let y, let width, let height):
      // An inner picture is cut at its edges and needs no identifier.
      let edges = [x, y, width, height].map { String(Int($0.rounded())) }
      out.append(text: "<svg x=\"\(edges[0])\" y=\"\(edges[1])\" width=\"\(edges[2])\"")
      out.append(text: " height=\"\(edges[3])\" viewBox=\"\(edges.joined(separator: " "))\">")
    case .endWindow: out.append("</svg>")
    case .close: out.append("</g>")
    case .path(let path, let style):
      out.append("<path")
      write(style: style, to: &out)
      out.append(" d=\"")
      out.append(contentsOf: path.bytes[...])
      out.append(text: "\"\(extra)/>")
    case .circle(let x, let y, let radius, let style):
      out.append("<circle")
      write(style: style, to: &out)
      write(" cx=", x, to: &out)
      write(" cy=", y, to: &out)
      write(" r=", radius, to: &out)
      out.append(text: extra + "/>")
    case .text(let text): write(text, extra, to: &out)
    }
  }

  private static func write(style: String, to out: inout OutputBuffer) {
    if !style.isEmpty { out.append(text: " class=\"\(style)\"") }
  }

  private static func write(_ name: StaticString, _ value: Double, to out: inout OutputBuffer) {
    out.append(name)
    out.append(UInt8(ascii: "\""))
    appendTenths(PathData.tenths(value), to: &out.bytes)
    out.append(UInt8(ascii: "\""))
  }

  /// The markup inside the element of words.
  static func markup(of label: Label) -> String {
    var out = OutputBuffer(capacity: 64)
    var shift = 0
    for run in label.runs { write(run, after: &shift, to: &out) }
    return out.text
  }

  private static func write(_ text: Scene.Text, _ extra: String, to out: inout OutputBuffer) {
    out.append("<text")
    write(" x=", text.x, to: &out)
    write(" y=", text.y, to: &out)
    switch text.anchor {
    case .start: break
    case .middle: out.append(" text-anchor=\"middle\"")
    case .end: out.append(" text-anchor=\"end\"")
    }
    write(style: text.style, to: &out)
    if text.angle != 0 {
      out.append(text: " transform=\"rotate(\(text.angle)")
      for value in [text.x, text.y] {
        out.append(UInt8(ascii: " "))
        appendTenths(PathData.tenths(value), to: &out.bytes)
      }
      out.append(")\"")
    }
    out.append(text: extra + ">")
    var shift = 0
    for run in text.label.runs { write(run, after: &shift, to: &out) }
    out.append("</text>")
  }

  /// A plain run stands by itself; others are spans, shifted from where the last one stood.
  private static func write(
    _ run: Label.Run, after shift: inout Int, to out: inout OutputBuffer
  ) {
    if !run.isItalic, run.shift == 0, shift == 0 {
      out.append(escaping: run.text)
      return
    }
    let offset = [0: 0, 1: -6, -1: 4]
    let dy = (offset[run.shift] ?? 0) - (offset[shift] ?? 0)
    out.append("<tspan")
    if dy != 0 { out.append(text: " dy=\"\(dy)\"") }
    if run.shift != 0 { out.append(" font-size=\"75%\"") }
    if run.isItalic { out.append(" font-style=\"italic\"") }
    out.append(UInt8(ascii: ">"))
    out.append(escaping: run.text)
    out.append("</tspan>")
    shift = run.shift
  }
}
