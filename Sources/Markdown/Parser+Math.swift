/// Formulas inside a line. No Markdown is read in them.
///
///     math = "$" tex "$"       the first "$" is followed by, the last preceded by no white space,
///                              and no digit follows the last: "$5 and $10" is money
///          | "$$" tex "$$" | "$`" tex "`$" | "\(" tex "\)" | "\[" tex "\]"
///
/// A backslash keeps the next byte from closing anything, and so does `\text{…}`. A pair of escaped
/// brackets around nothing but words stays text: `\[see below\]`.
///
/// - Source: Pandoc's manual, "Math"; GitHub's documentation, "Writing mathematical expressions".
extension Parser {
  mutating func parseDollar(_ i: Int) -> Int {
    guard i + 1 < textEnd else { return i + 1 }
    if text[i + 1] == UInt8(ascii: "$") { return parseDoubleDollar(i) }
    if text[i + 1] == UInt8(ascii: "`"), let end = parseTicked(i) { return end }
    guard !ByteClass.isSpace(text[i + 1]), let close = closingDollar(i) else { return i + 1 }
    return addMath(i, i + 1, close, close + 1, .dollar, isDisplay: false)
  }

  private mutating func addMath(
    _ start: Int, _ from: Int, _ to: Int, _ end: Int, _ delimiter: MarkdownNode.MathDelimiter,
    isDisplay: Bool
  ) -> Int {
    flush(start)
    var node = makeNode(.math, start, end)
    node.level = UInt16(delimiter.rawValue)
    if isDisplay { node.flags.insert(.variant) }
    setContent(&node, from, to, ending: 0x0A)
    appendInline(node)
    pending = end
    return end
  }

  private mutating func closingDollar(_ open: Int) -> Int? {
    guard open >= memo.dollarsFailBefore else { return nil }
    var i = open + 1
    while i < textEnd {
      switch text[i] {
      case UInt8(ascii: "\\"):
        i = endOfTextCommand(i) ?? i + 2
        continue
      case UInt8(ascii: "$"):
        if ByteClass.isSpace(text[i - 1]) {
          memo.dollarsFailBefore = i
          return nil
        }
        if i + 1 == textEnd || !ByteClass.isDigit(text[i + 1]) { return i }
      default: break
      }
      i += 1
    }
    memo.dollarsFailBefore = textEnd
    return nil
  }

  /// The offset after `\text{…}` at `start`, where dollars are the text's.
  private func endOfTextCommand(_ start: Int) -> Int? {
    for name: StaticString in ["\\text{", "\\mbox{", "\\textrm{", "\\textbf{", "\\textit{"] {
      let length = name.utf8CodeUnitCount
      guard start + length < textEnd else { continue }
      var k = 0
      while k < length, text[start + k] == name.utf8Start[k] { k += 1 }
      guard k == length else { continue }
      var depth = 1
      var i = start + length
      // A longer text inside a formula is none; this keeps the search linear.
      let limit = min(textEnd, i + 400)
      while i < limit {
        switch text[i] {
        case UInt8(ascii: "\\"): i += 1
        case UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "}"):
          depth -= 1
          if depth == 0 { return i + 1 }
        default: break
        }
        i += 1
      }
      return nil
    }
    return nil
  }

  private mutating func parseDoubleDollar(_ i: Int) -> Int {
    guard !memo.lacks.contains(.display) else { return i + 2 }
    var close = i + 2
    while close + 1 < textEnd,
      !(text[close] == UInt8(ascii: "$") && text[close + 1] == UInt8(ascii: "$"))
    {
      close += text[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close + 1 < textEnd else {
      memo.lacks.insert(.display)
      return i + 2
    }
    guard skipSpaces(i + 2) < close else { return close + 2 }
    return addMath(i, i + 2, close, close + 2, .doubleDollar, isDisplay: true)
  }

  /// `` $`…`$ ``
  private mutating func parseTicked(_ i: Int) -> Int? {
    guard i + 2 < textEnd, text[i + 2] != UInt8(ascii: "`"), !memo.lacks.contains(.ticked) else {
      return nil
    }
    guard let end = find("`$", from: i + 2) else {
      memo.lacks.insert(.ticked)
      return nil
    }
    return addMath(i, i + 2, end - 2, end, .dollarBacktick, isDisplay: false)
  }

  mutating func parseBackslashMath(_ i: Int) -> Int? {
    let isDisplay = text[i + 1] == UInt8(ascii: "[")
    let closer: Memo.Closers = isDisplay ? .bracket : .parenthesis
    guard !memo.lacks.contains(closer) else { return nil }
    let close = isDisplay ? UInt8(ascii: "]") : UInt8(ascii: ")")
    var end = i + 2
    while end + 1 < textEnd, !(text[end] == UInt8(ascii: "\\") && text[end + 1] == close) {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end + 1 < textEnd else {
      memo.lacks.insert(closer)
      return nil
    }
    guard !isPlainWords(i + 2, end, longWord: isDisplay ? 3 : 4) else { return nil }
    return addMath(
      i, i + 2, end, end + 2, isDisplay ? .bracket : .parenthesis, isDisplay: isDisplay)
  }

  /// Whether `start..<end` is blank, or words with a long one and no sign of TeX.
  private func isPlainWords(_ start: Int, _ end: Int, longWord: Int) -> Bool {
    var run = 0
    var longest = 0
    for i in start..<end {
      let byte = text[i]
      if ByteClass.isLetter(byte) || byte >= 0x80 {
        run += 1
        longest = max(longest, run)
      } else {
        run = 0
        switch byte {
        case 0x20, 0x09...0x0D, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"),
          UInt8(ascii: ":"), UInt8(ascii: "'"), UInt8(ascii: "!"), UInt8(ascii: "?"),
          UInt8(ascii: "-"):
          break
        default: return false
        }
      }
    }
    return longest == 0 && skipSpaces(start) >= end || longest >= longWord
  }
}
