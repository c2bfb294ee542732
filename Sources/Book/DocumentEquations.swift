import Diagnostics
package import Markdown
package import TeXMath

/// The numbers of the equations of a document that stands alone.
///
/// Only lines that some formula of the document refers to have a number, counted from 1, as with
/// `showonlyrefs` of LaTeX's mathtools; a `\tag` is its own number. A book numbers more
/// (`Labels`), because pages and chapters can refer to each other.
package struct DocumentEquations: Sendable {
  /// What `\ref` and `\eqref` may name.
  private var targets: [String: MathOptions.Target] = [:]
  /// The numbered lines of the display that starts at a place.
  private var lines: [Int: [(index: Int, number: String?, id: String)]] = [:]

  /// The equations of `document`.
  package init(of document: MarkdownDocument) {
    guard document.file.bytes.holds("ref") else { return }
    var wanted: Set<String> = []
    var displays: [MarkdownNode] = []
    for node in document.root.descendants {
      let isDisplay: Bool
      switch node.kind {
      case .mathBlock: isDisplay = true
      case .math(_, let display): isDisplay = display
      default: continue
      }
      if isDisplay { displays.append(node) }
      let literal = node.literal
      guard literal.bytes.holds("ref") else { continue }
      for reference in TeXFormula(literal, isDisplay: isDisplay).references {
        wanted.insert(reference.name)
      }
    }
    var count = 0
    for node in displays {
      var rows = EquationRow.rows(of: node).map { ($0.index, $0.label, $0.tag) }
      if rows.isEmpty { rows = [(0, node.attributes?.identifier, nil)] }
      for (index, label, tag) in rows {
        guard let label, wanted.contains(label), targets[label] == nil else { continue }
        if tag == nil { count += 1 }
        targets[label] = MathOptions.Target(number: tag ?? "\(count)", address: "#" + label)
        let number = tag == nil ? "\(count)" : nil
        lines[node.range.start, default: []].append((index, number, label))
      }
    }
  }

  /// Adds what the formula of `node` prints and may name to `options`.
  package func number(_ node: MarkdownNode, _ options: inout MathOptions) {
    options.targets = targets
    for line in lines[node.range.start] ?? [] {
      while options.numbers.count <= line.index {
        options.numbers.append(nil)
        options.identifiers.append(nil)
      }
      options.numbers[line.index] = line.number
      options.identifiers[line.index] = line.id
    }
  }
}
