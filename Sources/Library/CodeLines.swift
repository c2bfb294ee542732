import Markup

/// One line of code set in several, for help and for the reference.
package enum CodeLines {
  /// A place where a line may end.
  private struct Break {
    /// The position of the character after it.
    let index: Int
    /// How many brackets are open there.
    let depth: Int
  }

  /// `code` in lines of up to `width` columns, where it can be broken.
  ///
  /// Lines end after the commas between parameters or arguments, and before the arrow of a
  /// signature; never inside a text or a closure. The place with the fewest open brackets is taken,
  /// so that what belongs together stays together.
  package static func wrapped(_ code: String, width: Int) -> String {
    guard displayWidth(of: code) > width, !code.contains("\n") else { return code }
    let characters = Array(code)
    let breaks = breaks(in: characters)
    var lines: [String] = []
    var start = 0
    while start < characters.count {
      let indent = lines.isEmpty ? "" : "    "
      let room = width - indent.count
      var end = characters.count
      if end - start > room {
        let later = breaks.filter { $0.index > start && $0.index < characters.count }
        // A line that is nearly empty would only look odd.
        let fitting = later.filter { $0.index - start <= room && $0.index - start > room / 3 }
        let depth = fitting.map(\.depth).min()
        end = fitting.last { $0.depth == depth }?.index ?? later.first?.index ?? end
      }
      var line = String(characters[start..<end])
      while line.last == " " { line.removeLast() }
      lines.append(indent + line)
      start = end
    }
    return lines.joined(separator: "\n")
  }

  private static func breaks(in characters: [Character]) -> [Break] {
    var breaks: [Break] = []
    var depth = 0
    var closures = 0
    var isText = false
    for (index, character) in characters.enumerated() {
      if character == "\"" { isText.toggle() }
      guard !isText else { continue }
      switch character {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "{": closures += 1
      case "}": closures -= 1
      case " " where index > 0 && closures == 0:
        if characters[index - 1] == ",", depth > 0 {
          breaks.append(Break(index: index + 1, depth: depth))
        } else if depth == 0, characters[index...].starts(with: " -> ") {
          breaks.append(Break(index: index + 1, depth: depth))
        }
      default: break
      }
    }
    return breaks
  }
}
