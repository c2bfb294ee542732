import Markup

/// Writes a tree as MathML Core, with what today's browsers need to show it as TeX would.
///
/// The elements are few and plain: `mi`, `mn`, `mo`, `mtext`, `mrow`, scripts, fractions, roots,
/// tables. Letters are plain characters; a class says how they are set, and `MathStyle.css` does
/// it. What a browser would space, stretch or place wrongly by itself gets an attribute, and
/// nothing else does: half of all formulas are one letter.
struct MathMLWriter: ~Copyable {
  /// What was written.
  var output: ByteSink
  /// The size of mathematics at this place, as the browser will have it.
  var size: MathSize
  /// Numbers of equations that may be referred to.
  let options: MathOptions

  /// A writer with room for `capacity` bytes.
  init(capacity: Int, isDisplay: Bool, options: MathOptions) {
    output = ByteSink(capacity: capacity)
    size = isDisplay ? .display : .text
    self.options = options
  }

  /// Where an element stands in its row, and what it needs on its sides.
  struct Place {
    /// The space that TeX wants, in eighteenths of an em; nil leaves it to the browser.
    var left: Int8?
    var right: Int8?
    /// The form that a browser takes it to have.
    var form = OperatorDictionary.Form.infix
  }

  // MARK: Rows

  /// Writes `nodes` as exactly one element.
  mutating func single(
    _ nodes: [MathNode], previous: AtomClass? = nil, next: AtomClass? = nil
  ) {
    let start = output.count
    if row(nodes, previous: previous, next: next) == 1 { return }
    wrap(from: start)
  }

  /// Puts all that was written from `start` on into a row.
  mutating func wrap(from start: Int) {
    output.insert("<mrow>", at: start)
    output.append("</mrow>")
  }

  /// Writes `nodes` side by side; the number of elements.
  ///
  /// - Parameters:
  ///   - fences: how many elements of the same row stand before and after.
  ///   - continues: whether the row goes on from `previous`, with which the space is already set.
  mutating func row(
    _ nodes: [MathNode], previous: AtomClass? = nil, next: AtomClass? = nil,
    fences: (before: Int, after: Int) = (0, 0), continues: Bool = false
  ) -> Int {
    guard let first = nodes.first else { return 0 }
    if nodes.count == 1, fences == (0, 0) { return element(first, Place(), previous, next) }
    var spacing = AtomSpacing(
      nodes, size: size, previous: previous, next: next, spacesFirst: !continues)
    settlePlaces(of: nodes, &spacing)
    var count = 0
    var index = 0
    while index < nodes.count {
      if nodes[index].shape.traits.contains(.isNumber), let end = joinedNumber(nodes, from: index) {
        output.append("<mn>")
        for node in nodes[index..<end] { appendDigits(of: node) }
        output.append("</mn>")
        count += 1
        index = end
        continue
      }
      let atom = spacing[index]
      if atom.left == nil, isCancelledSpace(nodes, index) {
        index += 1
        continue
      }
      var place = atom.place
      if atom.before > 0, place.left == nil {
        space(Double(atom.before) / 18)
        count += 1
      }
      let isFirst = count + fences.before == 0
      let isLast = index == nodes.count - 1 && fences.after == 0
      place.form = isFirst ? .prefix : isLast ? .postfix : .infix
      count += element(
        nodes[index], place, index == 0 ? previous : spacing[index - 1].right,
        index == nodes.count - 1 ? next : spacing[index + 1].left)
      index += 1
    }
    return count
  }

  /// Whether the node at `index` is a `\!` that takes back TeX's space before `\left`, which we do
  /// not set.
  private func isCancelledSpace(_ nodes: [MathNode], _ index: Int) -> Bool {
    guard case .space(let width) = nodes[index].kind, width < 0, width > -0.2,
      index + 1 < nodes.count, case .fenced = nodes[index + 1].kind
    else { return false }
    return true
  }

  /// Shares the spaces between neighbours out to the operators beside them.
  private func settlePlaces(of nodes: [MathNode], _ spacing: inout AtomSpacing) {
    var last = -1
    for index in nodes.indices {
      guard spacing.atoms[index].left != nil else {
        spacing.atoms[index].place.right = 0
        continue
      }
      if last >= 0 {
        spacing.atoms[last].place.right = 0
        share(nodes, last, index, &spacing.atoms)
      } else if nodes[index].shape.traits.contains(.isOperator) {
        let gap = spacing.atoms[index].before
        // The space that a browser puts before a large operator does no harm at the start.
        if gap > 0 || size != .display || !nodes[index].shape.traits.contains(.isLarge) {
          spacing.atoms[index].place.left = gap
        }
      }
      last = index
    }
  }

  /// Says the space before the node at `index` on it or on the one at `last`, if either can.
  private func share(
    _ nodes: [MathNode], _ last: Int, _ index: Int, _ atoms: inout [AtomSpacing.Atom]
  ) {
    let gap = atoms[index].before
    let shape = nodes[index].shape
    let isOperator = shape.traits.contains(.isOperator)
    if nodes[last].shape.traits.contains(.takesSpaceAfter) {
      let own = isOperator ? OperatorDictionary.spaces(shape.core, .infix).left : 0
      // Browsers differ on the infix spaces of bars: a delimiter never carries the gap.
      if isOperator, own == gap, !OperatorDictionary.isStretchy(shape.core) {
        atoms[index].place.left = gap
      } else {
        atoms[last].place.right = gap
        atoms[index].place.left = 0
      }
    } else if isOperator || gap == 0 {
      atoms[index].place.left = gap
    }
  }

  /// Whether a symbol is an operator for MathML: all but ordinary symbols are.
  static func isOperator(_ symbol: String, _ atomClass: AtomClass) -> Bool {
    switch atomClass {
    case .ordinary, .inner:
      switch symbol.unicodeScalars.first?.value {
      case 0x2F, 0x7C, 0x5C, 0x2016, 0x2032, 0x2033, 0x2034, 0x2216: true
      default: false
      }
    default: true
    }
  }

  // MARK: Numbers

  /// The end of a number with grouped digits, `1{,}000`, that starts at `index`.
  private func joinedNumber(_ nodes: [MathNode], from index: Int) -> Int? {
    guard case .number = nodes[index].kind else { return nil }
    var end = index + 1
    while end + 1 < nodes.count, Self.isGroupingComma(nodes[end]), Self.isNumber(nodes[end + 1]) {
      end += 2
    }
    return end > index + 1 ? end : nil
  }

  /// Whether `node` is `{,}`.
  static func isGroupingComma(_ node: MathNode) -> Bool {
    guard case .group(let inner) = node.kind, inner.count == 1,
      case .symbol(",", _) = inner[0].kind
    else { return false }
    return true
  }

  private static func isNumber(_ node: MathNode) -> Bool {
    if case .number = node.kind { return true }
    return false
  }

  private mutating func appendDigits(of node: MathNode) {
    switch node.kind {
    case .number(let literal): output.append(text: literal)
    default: output.append(",")
    }
  }

  // MARK: Sizes

  /// Runs `body` at `size`.
  mutating func at(_ size: MathSize, _ body: (inout MathMLWriter) -> Void) {
    let outer = self.size
    self.size = size
    body(&self)
    self.size = outer
  }

  /// The size of scripts at this place.
  var scriptSize: MathSize { size == .display || size == .text ? .script : .scriptScript }

  /// The size of a numerator at this place.
  var fractionSize: MathSize {
    switch size {
    case .display: .text
    case .text: .script
    case .script, .scriptScript: .scriptScript
    }
  }

  /// Empty space of `width` em.
  mutating func space(_ width: Double) {
    if width < 0 {
      // Browsers take a negative width as none, but honour a negative margin.
      output.append("<mspace style=\"margin-left:")
      output.append(text: Self.em(width))
      output.append("\"/>")
    } else {
      output.append("<mspace width=\"")
      output.append(text: Self.em(width))
      output.append("\"/>")
    }
  }

  /// A length in em with up to four decimals.
  static func em(_ value: Double) -> String {
    let scaled = Int((abs(value) * 10_000).rounded())
    if scaled == 0 { return "0" }
    let whole = scaled / 10_000
    var fraction = String(scaled % 10_000 + 10_000).dropFirst()
    while fraction.hasSuffix("0") { fraction = fraction.dropLast() }
    let sign = value < 0 ? "-" : ""
    let point = fraction.isEmpty ? "" : "."
    return "\(sign)\(whole == 0 ? "" : String(whole))\(point)\(fraction)em"
  }
}
