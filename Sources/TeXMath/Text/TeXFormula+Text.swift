import Markup

extension TeXFormula {
  /// The formula on one line of Unicode text.
  package func plainText(options: MathOptions = MathOptions()) -> String {
    if nodes.count == 1, case .error = nodes[0].kind { return source }
    return PlainText.inline(nodes, options: options)
  }

  /// The formula over several lines, with fractions and matrices as they are written by hand; the
  /// number stands at the right edge.
  ///
  /// What is wider than `options.width` is broken before relations and signs, or else written on
  /// one line that is wrapped.
  package func displayText(options: MathOptions = MathOptions()) -> String {
    if nodes.count == 1, case .error = nodes[0].kind { return source }
    let numbers = printedNumbers(options)
    let columns = numbers.reduce(0) { max($0, $1.map { displayWidth(of: $0) + 2 } ?? 0) }
    let width = max(options.width - columns, 8)
    let text = DisplayText(options: options)
    var box: TextBox
    if nodes.contains(where: { $0.kind == .lineBreak }) {
      box = text.table(MathTable("gathered", form: .gathered, alignments: [.left], rows: lines))
    } else if let lines = text.broken(nodes, width: width) {
      box = lines
    } else {
      box = TextBox("")
      box = DisplayText.wrapped(PlainText.inline(nodes, options: options), width: width)
    }
    if box.width > width, box.height > 1, box.width > options.width {
      box = DisplayText.wrapped(PlainText.inline(nodes, options: options), width: width)
    }
    guard numbers.contains(where: { $0 != nil }) else { return box.text }
    return numbered(box, numbers, options).text
  }

  /// `box` with the numbers of its lines at the right edge.
  private func numbered(_ box: TextBox, _ numbers: [String?], _ options: MathOptions) -> TextBox {
    var lines = box.lines
    func put(_ number: String, _ line: Int) {
      let room = options.width - displayWidth(of: number)
      lines[line] = padded(lines[line], to: max(room, displayWidth(of: lines[line]) + 2)) + number
    }
    if numbers.count == 1 {
      if let number = numbers[0] { put(number, box.baseline) }
    } else if box.height.isMultiple(of: numbers.count) || numbers.count > 1 {
      // Rows are of one height, or parted by empty lines.
      let step = max(1, (box.height + 1) / numbers.count)
      for (index, number) in numbers.enumerated() {
        if let number { put(number, min(index * step + (step - 1) / 2, lines.count - 1)) }
      }
    }
    return TextBox(lines: lines, baseline: box.baseline)
  }
}
