/// One line of a result in several of up to `width` columns: nothing of it is lost but the spaces
/// where it is broken.
///
/// Lists break after their commas and go on below their first element; words go on two columns
/// further in than their line, so that they do not look like a line of their own. What has no
/// space is broken where the line is full.
public func foldedLines(_ line: String, width: Int) -> [String] {
  guard displayWidth(of: line) > width else { return [line] }
  var folding = Folding(characters: Array(line), width: max(12, width))
  while let next = folding.nextLine() { folding.lines.append(next) }
  return folding.lines
}

/// How far a line has been folded.
private struct Folding {
  let characters: [Character]
  let width: Int
  var lines: [String] = []
  /// The first character that stands in no line yet.
  private var start = 0
  /// The columns before it.
  private var indent = 0
  /// The columns after the brackets that are open there.
  private var open: [Int] = []
  /// Whether it stands between quotation marks.
  private var isQuoted = false
  /// The indent of words that go on.
  private let hanging: Int

  init(characters: [Character], width: Int) {
    (self.characters, self.width) = (characters, width)
    hanging = min(width / 2, characters.prefix { $0 == " " }.count + 2)
  }

  mutating func nextLine() -> String? {
    guard start < characters.count else { return nil }
    let end = self.end
    var line = String(repeating: " ", count: indent) + String(characters[start..<end])
    while line.last == " " { line.removeLast() }
    advance(to: end)
    return line
  }

  /// The end of the line that begins at `start`: of the places in its second half, the last one in
  /// the fewest brackets; otherwise the last place before that; otherwise where it is full.
  private var end: Int {
    var (column, depth, isQuoted) = (indent, open.count, isQuoted)
    var early: Int?
    var best: (rank: Int, index: Int)?
    var index = start
    var hasWords = false
    while index < characters.count {
      let character = characters[index]
      let columns = displayWidth(of: String(character))
      // A space at the end of a line is not seen.
      if column + columns > width, character != " ", index > start { break }
      column += columns
      if isQuote(at: index) { isQuoted.toggle() }
      if !isQuoted { depth = max(0, depth + Self.step(character)) }
      index += 1
      if character != " " {
        hasWords = true
      } else if hasWords {
        let isComma = characters[index - 2] == ","
        let rank = 2 * depth + (isComma || depth == 0 ? 0 : 1) + (isQuoted ? 1000 : 0)
        if column - indent <= (width - indent) / 2 {
          early = index
        } else if rank <= best?.rank ?? rank {
          best = (rank, index)
        }
      }
    }
    return index == characters.count ? index : best?.index ?? early ?? index
  }

  /// Counts the brackets up to `end`, and finds where the next line begins.
  private mutating func advance(to end: Int) {
    var column = indent
    for index in start..<end {
      column += displayWidth(of: String(characters[index]))
      if isQuote(at: index) { isQuoted.toggle() }
      guard !isQuoted else { continue }
      switch Self.step(characters[index]) {
      case 1: open.append(column)
      case -1: _ = open.popLast()
      default: break
      }
    }
    start = end
    indent = open.last.map { min($0, width / 2) } ?? hanging
  }

  private func isQuote(at index: Int) -> Bool {
    characters[index] == "\"" && (index == 0 || characters[index - 1] != "\\")
  }

  private static func step(_ character: Character) -> Int {
    switch character {
    case "(", "[": 1
    case ")", "]": -1
    default: 0
    }
  }
}
