import Claims
import Diagnostics
import Numerics

/// The arithmetic that would be wrong, or about something else, if a number changed.
struct NumberUsers {
  private typealias User = (range: SourceRange, text: String)

  private let file: SourceFile
  /// The numbers of what holds, by their starts: they overlap only where two calculations share one,
  /// of which the first in the alphabet is named.
  private var holding: [User] = []
  /// The operands of all calculations by their digits, in order of place.
  private var operands: [String: [User]] = [:]

  /// The users among `calculations`; what is `edited` itself is none.
  init(_ calculations: [Calculation], editing edited: [SourceRange], in file: SourceFile) {
    self.file = file
    let edited = Set(edited)
    for item in calculations {
      for numeral in item.numerals {
        if item.verdict.holds { holding.append((numeral, item.text)) }
        if !edited.contains(numeral), item.isOperand(numeral) {
          operands[file.text(in: numeral), default: []].append((numeral, item.text))
        }
      }
    }
    holding.sort { ($0.range.start, $1.text) < ($1.range.start, $0.text) }
    for digits in operands.keys { operands[digits]?.sort { $0.range.start < $1.range.start } }
  }

  /// The arithmetic that uses the number which `edit` changes.
  ///
  /// - Complexity: O(log *n*) for *n* numbers, and the bytes to the next that is the same.
  func user(of edit: Edit) -> String? {
    let next = holding.partitioningIndex { $0.range.start > edit.range.start }
    if next > 0, holding[next - 1].range.end >= edit.range.end { return holding[next - 1].text }
    return sameNumber(as: edit)
  }

  /// `100 + 2 = 103. Then 103 × 2 = 206`: the same digits are an operand elsewhere. Short and round
  /// numbers meet by chance, so that they count within a paragraph alone.
  private func sameNumber(as edit: Edit) -> String? {
    guard let same = operands[edit.stated] else { return nil }
    let next = same.partitioningIndex { $0.range.start > edit.range.start }
    let near = same[max(0, next - 1)..<min(same.count, next + 1)]
    let digits = edit.stated.filter(\.isNumber).drop { $0 == "0" }
    let isTelling = digits.reversed().drop { $0 == "0" }.count >= 3
    return near.first { isTelling || isOneParagraph($0.range, edit.range) }?.text
  }

  /// Whether no empty line stands between the ranges.
  private func isOneParagraph(_ a: SourceRange, _ b: SourceRange) -> Bool {
    let (first, last) = a.start < b.start ? (a, b) : (b, a)
    guard first.end < last.start, last.start - first.end < 2_000 else { return false }
    var isEmpty = false
    for byte in file.bytes[first.end..<last.start] {
      if byte == 0x0A {
        if isEmpty { return false }
        isEmpty = true
      } else if byte > 0x20 {
        isEmpty = false
      }
    }
    return true
  }
}

extension Calculation {
  /// Whether the number at `range` is computed with, not stated.
  fileprivate func isOperand(_ range: SourceRange) -> Bool {
    guard isStatedLeft || stated != nil else { return true }
    return !(isStatedLeft ? left : right).contains(range)
  }
}
