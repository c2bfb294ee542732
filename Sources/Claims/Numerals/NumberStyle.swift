import Diagnostics

/// How a document writes numbers, inferred from the document itself, never from a locale.
package struct NumberStyle: Hashable, Sendable {
  /// Whether the comma is the decimal mark.
  package var usesDecimalComma = false
  /// Whether both ways to write decimals occur, so that a comma or point before three digits may
  /// be either.
  var isMixed = false

  /// The style of English technical writing.
  package init() {}

  init(decimalComma: Bool) { usesDecimalComma = decimalComma }

  /// The style in which `texts` are written.
  ///
  /// A comma before one, two or more than three digits, or after a single zero, speaks for a
  /// decimal comma; a point between digits and groups of thousands with commas against it. Lists
  /// in brackets are not asked: `[1,2]`.
  ///
  /// - Complexity: O(bytes).
  package init(inferredFrom texts: [ClaimText]) {
    var commas = 0
    var points = 0
    for text in texts {
      for piece in text.pieces {
        switch piece {
        case .text(let mapped), .code(let mapped), .formula(let mapped, _):
          Self.count(mapped.bytes, &commas, &points)
        case .comment, .gap: break
        }
      }
    }
    usesDecimalComma = commas >= 2 && commas > points
    isMixed = commas > 0
  }

  private static func count(_ bytes: [UInt8], _ commas: inout Int, _ points: inout Int) {
    bytes.withUnsafeBufferPointer { count($0, &commas, &points) }
  }

  private static func count(
    _ bytes: UnsafeBufferPointer<UInt8>, _ commas: inout Int, _ points: inout Int
  ) {
    var depth = 0
    var i = 0
    let end = bytes.count
    while i < end {
      let byte = bytes[i]
      if byte == 0x5B || byte == 0x28 || byte == 0x7B { depth += 1 }
      if byte == 0x5D || byte == 0x29 || byte == 0x7D { depth -= 1 }
      if byte == 0x0A { depth = 0 }
      guard byte.isDigit else {
        i += 1
        continue
      }
      var j = i
      while j < end, bytes[j].isDigit { j += 1 }
      if j + 3 < end, bytes[j] == 0x7B, bytes[j + 1] == 0x2C, bytes[j + 2] == 0x7D,
        bytes[j + 3].isDigit
      {
        // 3{,}9 in a formula; 1{,}024 says nothing.
        var k = j + 3
        while k < end, bytes[k].isDigit { k += 1 }
        if k - j - 3 != 3 || bytes[i] == 0x30 && j == i + 1 { commas += 1 }
        i = k
        continue
      }
      if j + 1 < end, bytes[j + 1].isDigit, bytes[j] == 0x2C || bytes[j] == 0x2E {
        var k = j + 1
        while k < end, bytes[k].isDigit { k += 1 }
        let goesOn = k + 1 < end && (bytes[k] == 0x2C || bytes[k] == 0x2E) && bytes[k + 1].isDigit
        let decimals = k - j - 1
        if bytes[j] == 0x2E {
          if !goesOn, decimals != 3 { points += 1 }
        } else if decimals != 3 || bytes[i] == 0x30 && j == i + 1 {
          if !goesOn, depth <= 0 { commas += 1 }
        } else if goesOn {
          points += 1
        }
        j = goesOn ? k + 1 : k
        while j < end, bytes[j].isDigit || bytes[j] == 0x2C || bytes[j] == 0x2E { j += 1 }
      }
      i = j
    }
  }
}
