import Markup

/// One picture in several states: the SVG of one of them, and what the others change in it.
///
/// All states are laid out on the same scales and written over one list of elements, in which each
/// state finds its own; an element that a state has not is not displayed there. A page then needs
/// numbers only: where an attribute differs between states, its text is taken apart into what all
/// share and the numbers that differ, which are kept as integers, tenths of a unit.
package struct ChartFamily: Sendable {
  /// One attribute that differs between states.
  package struct Change: Sendable, Equatable {
    /// The element, counted among the `path`, `circle`, `text`, `g` and `desc` of the picture.
    package let element: Int
    /// The name of the attribute; `#` for the text inside.
    package let attribute: String
    /// How it differs.
    package let values: Values

    /// The change of `attribute` of the element number `element`.
    package init(element: Int, attribute: String, values: Values) {
      self.element = element
      self.attribute = attribute
      self.values = values
    }
  }

  /// The values of one attribute.
  package enum Values: Sendable, Equatable {
    /// The same text with other numbers: `~` stands for each, in tenths.
    case numbers(template: String, [[Int]])
    /// Texts, each once, and the one of each state.
    case texts([String], [Int])
  }

  /// The picture in the state `shown`.
  package let svg: String
  /// What differs between states.
  package let changes: [Change]
  /// Whether the picture is wider than a phone.
  package let isWide: Bool

  /// A family that was laid out before.
  package init(svg: String, changes: [Change], isWide: Bool) {
    self.svg = svg
    self.changes = changes
    self.isWide = isWide
  }

  /// The family of `charts`, which should share their scales.
  ///
  /// - Parameter shown: the state that the SVG shows.
  /// - Complexity: O(states × elements), and the square of the elements where they differ.
  package init(_ charts: [Chart], shown: Int, id: String) {
    let scenes = charts.map(\.scene)
    let (width, height) = (scenes.map(\.width).max() ?? 0, scenes.map(\.height).max() ?? 0)
    let aligned = SceneAlignment(scenes.map(\.elements))
    var out = OutputBuffer(capacity: 4096)
    charts[shown].open(id: id, width: width, height: height, to: &out)
    // Element 0 is the description.
    let words = charts.map { $0.alternative.isEmpty ? $0.summary : $0.alternative }
    var changes = [Self.change(0, "#", words.map { $0 })].compactMap { $0 }
    var number = 0
    for column in aligned.columns {
      guard let sample = column.first(where: { $0 != nil }) ?? nil else { continue }
      switch sample {
      case .close, .window, .endWindow:
        Chart.write(sample, to: &out)
        continue
      default: break
      }
      number += 1
      let visible = column[shown] ?? sample
      var extra = ""
      if column.contains(where: { $0 == nil }) {
        if column[shown] == nil { extra = " display=\"none\"" }
        let shows = Self.change(number, "display", column.map { $0 == nil ? "none" : "inline" })
        if let shows { changes.append(shows) }
      }
      Chart.write(visible, extra: extra, to: &out)
      changes += Self.changes(of: column, number, sample)
    }
    out.append("</svg>")
    svg = out.text
    self.changes = changes
    isWide = width > 481
  }

  /// The attributes in which the states of one element differ; states without it are left out.
  private static func changes(
    of column: [Scene.Element?], _ number: Int, _ sample: Scene.Element
  ) -> [Change] {
    let filled = column.map { $0 ?? sample }
    let lists = filled.map(\.attributes)
    guard let first = lists.first else { return [] }
    return first.indices.compactMap { index in
      change(
        number, first[index].name,
        zip(column, lists).map { element, list in element == nil ? nil : list[index].value })
    }
  }

  /// What differs between `values`; nil if nothing does. A state without the element has nil.
  private static func change(_ element: Int, _ attribute: String, _ values: [String?]) -> Change? {
    guard let some = values.first(where: { $0 != nil }) ?? nil else { return nil }
    // A state that does not show the element may hold any value: the last one that was there.
    var last = some
    let full = values.map { value -> String in
      last = value ?? last
      return last
    }
    guard full.contains(where: { $0 != some }) else { return nil }
    if attribute != "class", attribute != "#", attribute != "display",
      let numbers = NumberTemplate(full)
    {
      return Change(
        element: element, attribute: attribute,
        values: .numbers(template: numbers.template, numbers.rows))
    }
    var texts: [String] = []
    var places: [String: Int] = [:]
    let indices = full.map { text -> Int in
      if let known = places[text] { return known }
      places[text] = texts.count
      texts.append(text)
      return texts.count - 1
    }
    return Change(element: element, attribute: attribute, values: .texts(texts, indices))
  }
}

extension Scene.Element {
  /// The attributes that may differ between states, always in the same order for one kind.
  var attributes: [(name: String, value: String)] {
    func tenths(_ value: Double) -> String {
      var bytes: [UInt8] = []
      appendTenths(PathData.tenths(value), to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    switch self {
    case .path(let path, let style):
      return [("class", style), ("d", String(decoding: path.bytes, as: UTF8.self))]
    case .circle(let x, let y, let radius, let style):
      return [("class", style), ("cx", tenths(x)), ("cy", tenths(y)), ("r", tenths(radius))]
    case .text(let text):
      let anchor = text.anchor == .start ? "start" : text.anchor == .middle ? "middle" : "end"
      var result = [
        ("class", text.style), ("x", tenths(text.x)), ("y", tenths(text.y)),
        ("text-anchor", anchor), ("#", Chart.markup(of: text.label)),
      ]
      if text.angle != 0 {
        result.append(
          ("transform", "rotate(\(text.angle) \(tenths(text.x)) \(tenths(text.y)))"))
      }
      return result
    case .open(let style): return [("class", style)]
    case .shift(let x, let y): return [("transform", "translate(\(tenths(x)) \(tenths(y)))")]
    case .window, .endWindow, .close: return []
    }
  }

  /// What elements of two states have in common when they are the same thing.
  fileprivate var kind: String {
    switch self {
    case .path(_, let style): "p" + style.filter { !$0.isNumber }
    case .circle(_, _, _, let style): "c" + style.filter { !$0.isNumber }
    case .text(let text): "t" + text.style.filter { !$0.isNumber } + (text.angle == 0 ? "" : "r")
    case .open(let style): "o" + style.filter { !$0.isNumber }
    case .shift: "s"
    case .window: "w"
    case .endWindow: "e"
    case .close: "/"
    }
  }
}

/// The elements of several scenes side by side: column k holds element k of every state.
struct SceneAlignment {
  /// A column for each element of the whole, a place in it for each state.
  private(set) var columns: [[Scene.Element?]] = []
  private var kinds: [String] = []

  init(_ states: [[Scene.Element]]) {
    for (index, state) in states.enumerated() {
      let own = state.map(\.kind)
      if index == 0 {
        kinds = own
        columns = state.map { [$0] }
      } else if own == kinds {
        for (column, element) in state.enumerated() { columns[column].append(element) }
      } else {
        merge(state, own, states: index)
      }
    }
  }

  /// Takes in a state with other elements: a longest common subsequence of kinds keeps its
  /// columns, the rest stands between them.
  private mutating func merge(_ state: [Scene.Element], _ own: [String], states: Int) {
    let (n, m) = (kinds.count, own.count)
    var head = 0
    while head < min(n, m), kinds[head] == own[head] { head += 1 }
    var tail = 0
    while tail < min(n, m) - head, kinds[n - 1 - tail] == own[m - 1 - tail] { tail += 1 }
    let (rows, width) = (n - head - tail, m - head - tail)
    var lengths = [Int](repeating: 0, count: (rows + 1) * (width + 1))
    for i in stride(from: rows - 1, through: 0, by: -1) {
      for j in stride(from: width - 1, through: 0, by: -1) {
        lengths[i * (width + 1) + j] =
          kinds[head + i] == own[head + j]
          ? lengths[(i + 1) * (width + 1) + j + 1] + 1
          : max(lengths[(i + 1) * (width + 1) + j], lengths[i * (width + 1) + j + 1])
      }
    }
    var newKinds: [String] = []
    var newColumns: [[Scene.Element?]] = []
    func keep(_ column: Int, _ element: Scene.Element?) {
      newKinds.append(kinds[column])
      newColumns.append(columns[column] + [element])
    }
    func add(_ element: Scene.Element, _ kind: String) {
      newKinds.append(kind)
      newColumns.append([Scene.Element?](repeating: nil, count: states) + [element])
    }
    for column in 0..<head { keep(column, state[column]) }
    var (i, j) = (0, 0)
    while i < rows || j < width {
      if i < rows, j < width, kinds[head + i] == own[head + j] {
        keep(head + i, state[head + j])
        i += 1
        j += 1
      } else if j == width
        || (i < rows
          && lengths[(i + 1) * (width + 1) + j] >= lengths[i * (width + 1) + j + 1])
      {
        keep(head + i, nil)
        i += 1
      } else {
        add(state[head + j], own[head + j])
        j += 1
      }
    }
    for k in 0..<tail { keep(n - tail + k, state[m - tail + k]) }
    kinds = newKinds
    columns = newColumns
  }
}

/// Texts that differ in their numbers only: what they share, and the numbers.
struct NumberTemplate {
  /// The text with `~` in the place of each number that differs.
  private(set) var template = ""
  /// The numbers of each text, in tenths.
  private(set) var rows: [[Int]] = []

  /// The template of `texts`, or nil if they differ in more than numbers with one decimal.
  init?(_ texts: [String]) {
    let parts = texts.map(Self.parts)
    guard let first = parts.first, parts.allSatisfy({ $0.words == first.words }) else { return nil }
    let moving = first.numbers.indices.map { index in
      parts.contains { $0.numbers[index] != first.numbers[index] }
    }
    for (index, word) in first.words.enumerated() {
      template += word
      guard index < first.numbers.count else { continue }
      // Numbers that stand side by side must not run together when their signs change.
      if index > 0, word.isEmpty { template += " " }
      if moving[index] {
        template += "~"
      } else {
        var bytes: [UInt8] = []
        appendTenths(first.numbers[index], to: &bytes)
        template += String(decoding: bytes, as: UTF8.self)
      }
    }
    rows = parts.map { part in zip(part.numbers, moving).compactMap { $1 ? $0 : nil } }
  }

  /// The text between numbers, and the numbers in tenths; level and upright strokes are written
  /// as any other, so that a line that is level in one state fits the same template.
  private static func parts(_ text: String) -> (words: [String], numbers: [Int]) {
    var words = [""]
    var numbers: [Int] = []
    let bytes = Array(text.utf8)
    var index = 0
    /// The command whose missing coordinate is zero.
    var single: UInt8 = 0
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isNumber =
        isDigit(byte) || (byte == 0x2E && isDigit(next))
        || (byte == 0x2D && (isDigit(next) || next == 0x2E))
      guard isNumber else {
        if byte == UInt8(ascii: "h") || byte == UInt8(ascii: "v") {
          single = byte
          words[words.count - 1] += "l"
        } else if byte != 0x20 {
          words[words.count - 1] += String(UnicodeScalar(byte))
        }
        index += 1
        continue
      }
      let isNegative = byte == 0x2D
      if isNegative { index += 1 }
      var value = 0
      while index < bytes.count, isDigit(bytes[index]) {
        value = value * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      value *= 10
      if index < bytes.count, bytes[index] == 0x2E {
        index += 1
        if index < bytes.count, isDigit(bytes[index]) {
          value += Int(bytes[index] - 0x30)
          index += 1
        }
      }
      let number = isNegative ? -value : value
      let pair = single == 0 ? [number] : single == UInt8(ascii: "h") ? [number, 0] : [0, number]
      single = 0
      for number in pair {
        numbers.append(number)
        words.append("")
      }
    }
    return (words, numbers)
  }
}
