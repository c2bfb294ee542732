import Diagnostics
import Numerics
import TeXMath

extension TeXLexer {
  /// A number with its groups (`1{,}024`, `1\,024`) and exponent (`2e9`); the index after it.
  mutating func addNumber(_ nodes: [MathNode], at start: Int) -> Int {
    guard case .number(let first) = nodes[start].kind else { return start + 1 }
    var bytes = Array(first.utf8)
    var best: (count: Int, next: Int, style: NumberStyle) = (bytes.count, start + 1, style)
    var i = start + 1
    var isGrouped = false
    while i - start < 40, let (separator, digits, next, isForced) = group(nodes, at: i) {
      bytes += separator + digits
      i = next
      var style = style
      if isForced { isGrouped = bytes.count(where: { $0 == 0x2C }) == 1 }
      if isForced, digits.count != 3 { style.usesDecimalComma = true }
      if let scanned = scanNumber(bytes, at: 0, style: style), scanned.end == bytes.count {
        best = (bytes.count, next, style)
      }
    }
    bytes.removeLast(bytes.count - best.count)
    i = best.next
    if let (exponent, next) = exponent(nodes, at: i) {
      bytes += exponent
      i = next
    }
    guard let scanned = scanNumber(bytes, at: 0, style: best.style), scanned.end == bytes.count
    else {
      emit(.symbol, nodes[start].range, first)
      return start + 1
    }
    var number = scanned
    if isGrouped, style.isMixed, number.alternative == nil, number.separator == ",",
      number.decimals == 0, number.exponent == nil
    {
      // 7{,}504 where others are written 10{,}72.
      number.alternative = (number.mantissa.scaled(byPowerOfTen: -3), 3)
    }
    let range = nodes[start].range.union(nodes[i - 1].range)
    emit(.number(number), range, String(decoding: bytes, as: UTF8.self))
    return i
  }

  func group(
    _ nodes: [MathNode], at i: Int
  ) -> (separator: [UInt8], digits: [UInt8], next: Int, isForced: Bool)? {
    guard i + 1 < nodes.count, i > 0, case .number(let digits) = nodes[i + 1].kind else {
      return nil
    }
    switch nodes[i].kind {
    case .group(let inner):
      guard inner.count == 1, case .symbol(let mark, _) = inner[0].kind, mark == "," || mark == "."
      else { return nil }
      return (Array(mark.utf8), Array(digits.utf8), i + 2, true)
    case .symbol(",", _):
      guard nodes[i].range.start == nodes[i - 1].range.end,
        nodes[i + 1].range.start == nodes[i].range.end
      else { return nil }
      return ([0x2C], Array(digits.utf8), i + 2, false)
    case .space(let width):
      guard width < 0.3, digits.utf8.prefix(3).count == 3, !nodes[i].range.isEmpty else {
        return nil
      }
      return ([0xE2, 0x80, 0x89], Array(digits.utf8), i + 2, false)
    default: return nil
    }
  }

  /// `e9` and `e-9` glued to a number.
  func exponent(_ nodes: [MathNode], at i: Int) -> ([UInt8], Int)? {
    guard i > 0, i + 1 < nodes.count, case .identifier(let name) = nodes[i].kind,
      name == "e" || name == "E", nodes[i].range.start == nodes[i - 1].range.end
    else { return nil }
    var next = i + 1
    var bytes = Array("e".utf8)
    if case .symbol(let sign, _) = nodes[next].kind, sign == "+" || sign == "-" || sign == "−" {
      bytes.append(sign == "+" ? 0x2B : 0x2D)
      next += 1
    }
    guard next < nodes.count, case .number(let digits) = nodes[next].kind,
      digits.utf8.allSatisfy(\.isDigit), nodes[next].range.start == nodes[next - 1].range.end
    else { return nil }
    return (bytes + Array(digits.utf8), next + 1)
  }
}
