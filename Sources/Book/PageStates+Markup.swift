import Markup
import Plotting
import Script

extension PageStates {
  /// The controls that stand in the cell with the node number `cell`, as markup.
  func controlMarkup(of cell: Int) -> String {
    var html = ""
    for (index, placed) in controls.enumerated() where placed.cell == cell {
      html += Self.markup(placed, index)
    }
    return html.isEmpty ? "" : "<div class=\"mb-controls mb-js\">\(html)</div>"
  }

  private static func markup(_ placed: Placed, _ index: Int) -> String {
    let control = placed.control
    let label = escapedMarkup(control.label)
    let start = control.texts[control.initial]
    switch control.kind {
    case .slider:
      return "<div class=\"mb-control\"><label for=\"mb-c\(index)\">\(label)</label>"
        + "<span class=\"mb-range\">" + stepButton("\u{2212}", "One step less", by: -1)
        + "<input id=\"mb-c\(index)\" data-c=\"\(index)\" type=\"range\" min=\"0\""
        + " max=\"\(control.values.count - 1)\" value=\"\(control.initial)\" autocomplete=\"off\""
        + " aria-valuetext=\"\(escapedMarkup(start.withMinusSigns))\">"
        + stepButton("+", "One step more", by: 1)
        + "</span><output for=\"mb-c\(index)\">" + escapedMarkup(start.withMinusSigns)
        + "</output></div>"
    case .choice where control.texts.count <= 4:
      var html = "<div class=\"mb-control\" role=\"radiogroup\" aria-label=\"\(label)\">"
      html += "<span>\(label)</span><span class=\"mb-picks\">"
      for (position, text) in control.texts.enumerated() {
        html += "<label><input type=\"radio\" name=\"mb-c\(index)\" data-c=\"\(index)\""
        html += " value=\"\(position)\" autocomplete=\"off\""
        html += position == control.initial ? " checked>" : ">"
        html += "<span>\(escapedMarkup(text.withMinusSigns))</span></label>"
      }
      return html + "</span></div>"
    case .choice:
      var html = "<div class=\"mb-control\"><label for=\"mb-c\(index)\">\(label)</label>"
      html += "<select id=\"mb-c\(index)\" data-c=\"\(index)\" autocomplete=\"off\">"
      for (position, text) in control.texts.enumerated() {
        html += "<option value=\"\(position)\""
        html += position == control.initial ? " selected>" : ">"
        html += escapedMarkup(text.withMinusSigns) + "</option>"
      }
      return html + "</select></div>"
    case .toggle:
      return "<div class=\"mb-control\"><label class=\"mb-check\"><input type=\"checkbox\""
        + " data-c=\"\(index)\" autocomplete=\"off\"\(control.initial == 1 ? " checked" : "")>"
        + "<span>\(label)</span></label></div>"
    }
  }

  /// A button beside a slider, for fingers; the keys' way is the slider itself.
  private static func stepButton(_ sign: String, _ words: String, by step: Int) -> String {
    "<button type=\"button\" data-step=\"\(step)\" tabindex=\"-1\" aria-label=\"\(words)\""
      + " title=\"\(words)\">\(sign)</button>"
  }

  /// The buttons of an animation.
  func playerMarkup(of picture: Int) -> String {
    let frames = pictures[picture].frames
    guard frames.count > 1 else { return "" }
    let at = pictures[picture].frame
    let label = pictures[picture].frameLabel
    func button(_ name: String, _ words: String, _ path: String) -> String {
      "<button type=\"button\" data-b=\"\(name)\" aria-label=\"\(words)\" title=\"\(words)\">"
        + "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"\(path)\"/></svg></button>"
    }
    return "<div class=\"mb-player mb-js\" role=\"group\" aria-label=\"Animation\""
      + " data-p=\"\(picture)\">"
      + button("play", "Play", "M4 2.5v11l9-5.5z")
      + button("back", "One step back", "M10.5 3 5 8l5.5 5")
      + button("on", "One step on", "M5.5 3 11 8l-5.5 5")
      + "<input type=\"range\" min=\"0\" max=\"\(frames.count - 1)\" value=\"\(at)\""
      + " autocomplete=\"off\" aria-label=\"\(escapedMarkup(label.isEmpty ? "frame" : label))\""
      + " aria-valuetext=\"\(escapedMarkup(frames[at]))\"><output>\(escapedMarkup(frames[at]))"
      + "</output></div>"
  }

  /// A few states of a picture side by side, for paper and for pages without a script.
  func stillMarkup(of picture: Int) -> String {
    let stills = stills(of: picture)
    guard stills.count > 1 else { return "" }
    var html = "<div class=\"mb-stills\">"
    for (index, still) in stills.enumerated() {
      guard let chart = pictures[picture].chart(still.chart)?.narrowed(to: 300) else {
        continue
      }
      html += "<div>" + chart.svg(id: "\(pictures[picture].id)-still\(index)")
      html += "<p>\(escapedMarkup(still.name.withMinusSigns))</p></div>"
    }
    return html + "</div>"
  }

  /// First, middle and last frame of an animation; the ends and the start of the first control.
  func stills(of picture: Int) -> [(chart: Int, name: String)] { stills(of: pictures[picture]) }

  /// The same for a picture that is not among the pictures yet.
  func stills(of picture: Picture) -> [(chart: Int, name: String)] {
    if !picture.frames.isEmpty {
      let last = picture.frames.count - 1
      let start = picture.shown - picture.frame
      return Array(Set([0, last / 2, last])).sorted().map { (start + $0, picture.frames[$0]) }
    }
    guard let control = picture.controls.first else { return [] }
    let last = controls[control].control.values.count - 1
    let initial = controls[control].control.initial
    let chosen = Set([0, initial == 0 || initial == last ? last / 2 : initial, last])
    return chosen.sorted().map { position in
      let place = index(picture.controls) {
        $0 == control ? position : controls[$0].control.initial
      }
      return (place, words(of: [control], at: [position]))
    }
  }

  /// The values at a few positions of the controls of one cell: a header, and rows.
  ///
  /// Each control moves alone, the others stand where the page starts.
  func tables(of cell: Int) -> [(header: [String], rows: [[String]])] {
    controls.indices.filter { controls[$0].cell == cell }.compactMap { control in
      let columns = words.filter { words in
        words.controls.contains(control) && words.label != controls[control].name
          && words.texts.allSatisfy { $0.count <= 28 && !$0.contains("\n") }
      }
      var seen: Set<String> = []
      let shown = columns.filter { seen.insert($0.label).inserted }.prefix(5)
      guard !shown.isEmpty else { return nil }
      let positions = sample(controls[control].control)
      let rows = positions.map { position in
        [controls[control].control.texts[position]]
          + shown.map { words in
            words.texts[
              index(words.controls) { $0 == control ? position : controls[$0].control.initial }]
          }
      }
      return ([controls[control].control.label] + shown.map(\.label), rows)
    }
  }

  /// At most seven positions, both ends and the initial one among them.
  private func sample(_ control: Control) -> [Int] {
    let count = control.values.count
    guard count > 7 else { return Array(0..<count) }
    let spread = (0...5).map { $0 * (count - 1) / 5 }
    return Set(spread + [control.initial]).sorted()
  }

  /// The tables of a cell as markup, for paper and for pages without a script.
  func tableMarkup(of cell: Int) -> String {
    tables(of: cell).map { table in
      var html = "<div class=\"mb-still mb-scroll\"><table><thead><tr>"
      for name in table.header { html += "<th scope=\"col\">\(escapedMarkup(name))</th>" }
      html += "</tr></thead><tbody>"
      for row in table.rows {
        html +=
          "<tr>" + row.map { "<td>\(escapedMarkup($0.withMinusSigns))</td>" }.joined() + "</tr>"
      }
      return html + "</tbody></table></div>"
    }.joined()
  }
}

extension String {
  /// The text with U+2212 for the hyphen before a number, as charts and prose have it.
  var withMinusSigns: String {
    guard utf8.contains(UInt8(ascii: "-")) else { return self }
    var result = ""
    var before: Character = " "
    var rest = self[...]
    while let character = rest.popFirst() {
      let isSign = character == "-" && " ([,".contains(before) && rest.first?.isNumber == true
      result.append(isSign ? "\u{2212}" : character)
      before = character
    }
    return result
  }
}
