package import Diagnostics

/// A change of the source that makes a stated number right: what `fix` writes.
package struct Edit: Hashable, Sendable {
  /// Why a change is not made unless it is asked for.
  package enum Doubt: Hashable, Sendable {
    /// More than a tenth of the number.
    case large
    /// The sign changes.
    case sign
    /// The prose says "below" or the like, and it is not so.
    case comparator
    /// The sentence sizes the number: "half", "doubles".
    case sized(String)
    /// Other arithmetic in the text uses the number and holds with it as it is.
    case used(String)
    /// With the change, something else in the text would be wrong.
    case unclean(String)
    /// The number is split by markup, or stands in two places at once: nothing is ever written.
    case unwritable(String)
  }

  /// The bytes to replace.
  package let range: SourceRange
  /// What to put in their place.
  package let replacement: String
  /// What stands there now.
  package let stated: String
  /// Why not, if there is a doubt.
  package var doubt: Doubt?

  /// Whether digits are replaced, not a comment moved or an empty result filled in.
  var isOfNumber: Bool { !stated.contains("<") && stated.contains(where: \.isNumber) }

  /// Whether not even `--accept` makes the change.
  package var isImpossible: Bool { if case .unwritable? = doubt { true } else { false } }
}

extension Edit.Doubt {
  /// The doubt in words.
  package var reason: String {
    switch self {
    case .large: "it changes by more than 10 %"
    case .sign: "its sign changes"
    case .comparator: "the comparison in the text does not hold"
    case .sized(let word): "the sentence sizes it: '\(word)'"
    case .used(let text): "it is used in \(text)"
    case .unclean(let message): "then \(message)"
    case .unwritable(let why): why
    }
  }
}

extension SourceFile {
  /// A word in the sentence around `range` that would be wrong with another number.
  func sizingWord(around range: SourceRange) -> String? {
    let words: Set<String> = [
      "half", "halves", "halved", "halving", "double", "doubles", "doubled", "doubling", "twice",
      "triple", "triples", "tripled", "thrice", "third", "thirds", "quarter", "quarters",
      "quadruple", "quadruples", "quadrupled", "tenfold", "twofold", "threefold",
    ]
    let (start, end) = sentence(around: range)
    var word = ""
    for scalar in text(in: SourceRange(start, end)).lowercased().unicodeScalars + [" "] {
      // ASCII needs no look into the tables of Unicode.
      let isLetter = scalar.isASCII ? ("a"..."z").contains(scalar) : scalar.properties.isAlphabetic
      if isLetter {
        word.unicodeScalars.append(scalar)
      } else {
        // All of them begin with one of four letters, which spares most words the search.
        if let first = word.utf8.first, "dhqt".utf8.contains(first), words.contains(word) {
          return word
        }
        word = ""
      }
    }
    return nil
  }

  /// Whether the line that begins at `start` is the first of an item of a list.
  private func startsItem(at start: Int) -> Bool {
    let line = bytes[start...].prefix(40).drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
    guard let first = line.first else { return false }
    if "-*+".utf8.contains(first) { return line.dropFirst().first == 0x20 }
    let rest = line.drop { (0x30...0x39).contains($0) }
    guard rest.startIndex > line.startIndex, let mark = rest.first else { return false }
    return (mark == 0x2E || mark == 0x29) && rest.dropFirst().first == 0x20
  }

  /// The sentence that holds `range`: to a full stop with a space, an empty line, the end of an item
  /// of a list, or a table's bar.
  private func sentence(around range: SourceRange) -> (Int, Int) {
    func ends(after i: Int) -> Bool {
      let byte = bytes[i]
      let next = i + 1 < bytes.count ? bytes[i + 1] : 0x0A
      if byte == 0x7C { return true }
      if byte == 0x0A {
        return next == 0x0A || next == 0x0D || next == 0x23 || next == 0x3C || startsItem(at: i + 1)
      }
      return (byte == 0x2E || byte == 0x21 || byte == 0x3F) && (next == 0x20 || next == 0x0A)
    }
    var start = range.start
    while start > 0, range.start - start < 2_000, !ends(after: start - 1) { start -= 1 }
    var end = range.end
    while end < bytes.count, end - range.end < 2_000, !ends(after: end) { end += 1 }
    return (start, end)
  }
}
