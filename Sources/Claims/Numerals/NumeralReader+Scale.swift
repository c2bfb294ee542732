import Diagnostics
import Numerics

extension NumeralReader {
  /// Adds what scales the digits: `×10⁻³`, `%`, a prefix with its unit, "million".
  func addScale(to numeral: inout Numeral) {
    var i = numeral.text.upperBound
    if numeral.scale.form == .none, let (power, end) = powerOfTen(at: i) {
      numeral.scale.form = .exponent
      numeral.scale.ten = power
      numeral.scale.text = slice(i, end)
      i = end
    }
    let start = i
    if let (form, ten, end) = percent(at: i) {
      numeral.scale.form = form
      numeral.scale.ten += ten
      numeral.scale.text += slice(start, end)
      numeral.text = numeral.text.lowerBound..<end
      return
    }
    if let (measure, word, end) = unit(at: i) {
      // Only prefixes and number words scale; hours and minutes are units of their own.
      let isScaled = measure.ten != 0 || measure.two != 0
      if isScaled {
        numeral.scale.form = measure.dimension.isNone && word.utf8.count > 2 ? .word : .prefix
        numeral.scale.ten += measure.ten
        numeral.scale.two += measure.two
        numeral.scale.text += slice(start, end)
      }
      numeral.unit = word
      i = end
    }
    if numeral.text.upperBound < i { numeral.text = numeral.text.lowerBound..<i }
  }

  private func slice(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func at(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < bytes.count ? bytes[offset] : 0
  }

  private func skipSpace(_ offset: Int) -> Int {
    var i = offset
    while true {
      if at(i) == 0x20 || at(i) == 0x7E && isTeX {
        i += 1
      } else if bytes.matches([0xC2, 0xA0], at: i) {
        i += 2
      } else if bytes.matches([0xE2, 0x80, 0xAF], at: i)
        || bytes.matches([0xE2, 0x80, 0x89], at: i)
      {
        i += 3
      } else if isTeX, at(i) == 0x5C, at(i + 1) == 0x2C || at(i + 1) == 0x3B || at(i + 1) == 0x20 {
        i += 2
      } else {
        return i
      }
    }
  }

  /// `×10⁻³`, `· 10^6`, `\times 10^{-3}`.
  private func powerOfTen(at start: Int) -> (Int, Int)? {
    var i = skipSpace(start)
    if bytes.matches([0xC3, 0x97], at: i) || bytes.matches([0xC2, 0xB7], at: i) {
      i += 2
    } else if isTeX, bytes.matches(Array("\\times".utf8), at: i) {
      i += 6
    } else if isTeX, bytes.matches(Array("\\cdot".utf8), at: i) {
      i += 5
    } else if at(i) == 0x2A, at(i + 1) != 0x2A {
      i += 1
    } else {
      return nil
    }
    i = skipSpace(i)
    guard at(i) == 0x31, at(i + 1) == 0x30 else { return nil }
    i += 2
    if at(i) == 0x5E { return caretExponent(at: i + 1) }
    return superscript(at: i)
  }

  /// The exponent at `start`, `^{-7}` or ⁻⁷, and where it ends.
  func exponent(at start: Int) -> (power: Int, end: Int)? {
    at(start) == 0x5E ? caretExponent(at: start + 1) : superscript(at: start)
  }

  private func caretExponent(at start: Int) -> (Int, Int)? {
    var i = start
    let isBraced = at(i) == 0x7B || at(i) == 0x28
    if isBraced { i += 1 }
    var isNegative = false
    if at(i) == 0x2D {
      isNegative = true
      i += 1
    } else if bytes.matches([0xE2, 0x88, 0x92], at: i) {
      isNegative = true
      i += 3
    }
    var value = 0
    let first = i
    while at(i).isDigit, i - first < 4 {
      value = value * 10 + Int(at(i) - 0x30)
      i += 1
    }
    guard i > first else { return nil }
    if isBraced {
      guard at(i) == 0x7D || at(i) == 0x29 else { return nil }
      i += 1
    }
    return (isNegative ? -value : value, i)
  }

  private func superscript(at start: Int) -> (Int, Int)? {
    var i = start
    var value = 0
    var isNegative = false
    while i < bytes.count, bytes[i] == 0xC2 || bytes[i] == 0xE2 {
      let size = bytes[i] == 0xC2 ? 2 : 3
      guard i + size <= bytes.count else { break }
      let code =
        size == 2
        ? UInt32(bytes[i + 1] & 0x3F) | 0x80
        : UInt32(bytes[i] & 0x0F) << 12 | UInt32(bytes[i + 1] & 0x3F) << 6
          | UInt32(bytes[i + 2] & 0x3F)
      guard case .sup? = wideSign(code)?.0 else { break }
      let digit = scriptDigit(bytes, at: i)
      if digit == 0x2D {
        isNegative = true
      } else if digit.isDigit, value < 1000 {
        value = value * 10 + Int(digit - 0x30)
      } else {
        return nil
      }
      i += size
    }
    return i > start ? (isNegative ? -value : value, i) : nil
  }

  private func percent(at start: Int) -> (Numeral.Scale.Form, Int, Int)? {
    var i = skipSpace(start)
    if isTeX, at(i) == 0x5C, at(i + 1) == 0x25 { i += 1 }
    if at(i) == 0x25 { return (.percent, -2, i + 1) }
    if bytes.matches([0xE2, 0x80, 0xB0], at: i) { return (.perMille, -3, i + 3) }
    guard !isTeX, i > start else { return nil }
    for word in ["percent", "per cent", "pct", "prozent"] {
      let end = i + word.utf8.count
      let isHere = zip(bytes[min(i, bytes.count)...], word.utf8).allSatisfy {
        $0 == $1 || $0 | 0x20 == $1
      }
      if isHere, end <= bytes.count, !at(end).isLetter { return (.percent, -2, end) }
    }
    return nil
  }

  /// The unit glued to the digits or after a space, with its name and end.
  private func unit(at start: Int) -> (Measure, String, Int)? {
    var i = skipSpace(start)
    let isGlued = i == start
    var isText = false
    if isTeX {
      for command in ["\\text{", "\\mathrm{", "\\mathsf{", "\\textrm{"] where !isText {
        if bytes.matches(Array(command.utf8), at: i) {
          i = skipSpace(i + command.utf8.count)
          isText = true
        }
      }
      guard isText else { return nil }
    }
    let first = i
    while i < bytes.count, bytes[i].isLetter || bytes[i] >= 0x80 && isUnitLetter(i) { i += 1 }
    guard i > first, !at(i).isDigit, at(i) != 0x5F else { return nil }
    let word = slice(first, i)
    guard let measure = Measure.named(word) else { return nil }
    // "5 a" and "3 in" are words; one letter after a space is too likely a name.
    if !isGlued, !isText {
      if word.utf8.count == 1, !["s", "m", "g", "h", "€", "W", "V", "J", "K"].contains(word) {
        return nil
      }
      if ["in", "mo", "MM", "mn", "no"].contains(word) { return nil }
      if word == "K" || word == "M" { return nil }
    }
    if isText, at(i) == 0x7D { i += 1 }
    if measure.dimension.isNone, measure.ten != 0, !isTeX {
      // "2.5 million bytes", "16 MB": a second word may be the unit.
      let next = skipSpace(i)
      var j = next
      while j < bytes.count, bytes[j].isLetter { j += 1 }
      let second = slice(next, j)
      if next > i, let more = Measure.named(second), !more.dimension.isNone, second.utf8.count > 1 {
        return (measure * more, second, j)
      }
    }
    return (measure, word, i)
  }

  private func isUnitLetter(_ offset: Int) -> Bool {
    // µ, Ω, €, £ and the bytes inside them.
    for pattern: [UInt8] in [
      [0xC2, 0xB5], [0xCE, 0xBC], [0xCE, 0xA9], [0xE2, 0x82, 0xAC], [0xC2, 0xA3], [0xC2, 0xB0],
    ] {
      for back in 0..<pattern.count where bytes.matches(pattern, at: offset - back) { return true }
    }
    return false
  }
}
