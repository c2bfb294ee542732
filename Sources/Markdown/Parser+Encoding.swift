import Diagnostics

/// What a file's bytes tell before any Markdown is read.
extension Parser {
  /// One note for each way in which the bytes are no plain text: not UTF-8, NUL, a carriage return
  /// alone, a byte order mark within, and text that was decoded wrongly. Each gives the first place
  /// and says how often it occurs.
  static func encodingDiagnostics(
    _ file: SourceFile, hasCarriageReturns: Bool
  ) -> [Diagnostic] {
    var found = EncodingFaults()
    file.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      found.search(base, buffer.count)
      if hasCarriageReturns { found.searchReturns(base, buffer.count) }
    }
    var result: [Diagnostic] = []
    if let mojibake = found.mojibake {
      result.append(
        Diagnostic(
          .note, "markdown.mojibake", at: mojibake.range,
          "'\(file.text(in: mojibake.range))' looks like '\(mojibake.repaired)' in UTF-8 that was "
            + "read as Windows-1252",
          hints: ["save the file again as UTF-8; this would read '\(mojibake.repaired)'"]))
    }
    if let note = found.invalid.note("is not UTF-8", hint: "it is shown as U+FFFD") {
      result.append(note)
    }
    if let note = found.null.note("is NUL, which no text holds", hint: "it is shown as U+FFFD") {
      result.append(note)
    }
    if let note = found.loneReturn.note(
      "is a carriage return alone", rule: "markdown.return",
      hint: "it ends a line here; most editors save LF or CRLF")
    {
      result.append(note)
    }
    if let note = found.mark.note(
      "starts a byte order mark within the text", rule: "markdown.mark",
      hint: "remove it: it is invisible and parts words")
    {
      result.append(note)
    }
    result.sort { $0.range.start < $1.range.start }
    return result
  }
}

/// Where and how often bytes are wrong.
private struct EncodingFaults {
  /// One kind of fault.
  struct Fault {
    var first = 0
    var length = 1
    var count = 0

    mutating func add(_ offset: Int, length: Int = 1) {
      if count == 0 { (first, self.length) = (offset, length) }
      count += 1
    }

    /// What is said about it, if it occurs.
    func note(
      _ predicate: String, rule: String = "markdown.encoding", hint: String
    ) -> Diagnostic? {
      guard count > 0 else { return nil }
      let more = count > 1 ? " (the first of \(count))" : ""
      return Diagnostic(
        .note, rule, at: SourceRange(first, first + length),
        "the byte at offset \(first) \(predicate)\(more)", hints: [hint])
    }
  }

  var invalid = Fault(), null = Fault(), loneReturn = Fault(), mark = Fault()
  var mojibake: (range: SourceRange, repaired: String)?

  mutating func search(_ base: UnsafePointer<UInt8>, _ count: Int) {
    var from = 0
    while from < count {
      let bad = UTF8Scan.firstBad(base, from: from, end: count) { i in
        // The lead bytes C2, C3, E2, F0 read as Â, Ã, â, ð: each is C3 and one of four.
        if base[i] == 0xC3 {
          if mojibake == nil { mojibake = Mojibake.repair(base, at: i, count) }
        } else if base[i] == 0xEF, base[i + 1] == 0xBB, base[i + 2] == 0xBF, i > 0 {
          mark.add(i, length: 3)
        }
      }
      guard let bad else { return }
      if base[bad] == 0 {
        null.add(bad)
        from = bad + 1
      } else {
        invalid.add(bad)
        from = bad + UTF8Scan.invalidLength(base, at: bad, end: count)
      }
    }
  }

  mutating func searchReturns(_ base: UnsafePointer<UInt8>, _ count: Int) {
    for i in 0..<count where base[i] == 0x0D {
      if i + 1 == count || base[i + 1] != 0x0A { loneReturn.add(i) }
    }
  }
}

/// UTF-8 that somebody read as Windows-1252 and saved again: `â€”` for `—`.
enum Mojibake {
  /// The text that starts at `start`, where a C3 stands, with its repaired form; nil if it is none.
  static func repair(
    _ bytes: UnsafePointer<UInt8>, at start: Int, _ end: Int
  ) -> (range: SourceRange, repaired: String)? {
    switch bytes[start + 1] {
    case 0x82, 0x83, 0xA2, 0xB0: break
    default: return nil
    }
    let lead = bytes[start + 1] + 0x40
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var decoded = [lead]
    var i = start + 2
    while decoded.count < length {
      guard i < end else { return nil }
      let scalarLength = UTF8Scan.validLength(bytes, at: i, end: end)
      guard scalarLength > 1 else { return nil }
      let text = String(
        decoding: UnsafeBufferPointer(start: bytes + i, count: scalarLength), as: UTF8.self)
      guard let scalar = text.unicodeScalars.first, let byte = windows1252(scalar), byte < 0xC0
      else { return nil }
      decoded.append(byte)
      i += scalarLength
    }
    guard UTF8Scan.validLength(decoded, at: 0, end: decoded.count) == length else { return nil }
    return (SourceRange(start, i), String(decoding: decoded, as: UTF8.self))
  }

  /// The byte from 0x80 on that Windows-1252 has for `scalar`.
  private static func windows1252(_ scalar: Unicode.Scalar) -> UInt8? {
    if (0x80...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
    let table: [UInt32] = [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
      0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]
    return table.firstIndex(of: scalar.value).map { UInt8(0x80 + $0) }
  }
}
