import Diagnostics

extension DocumentStorage {
  /// Adds the content of `node` with its places.
  func appendContent(of node: Node, to result: inout MappedText) {
    if node.flags.contains(.pool) {
      result.append(poolBytes(Int(node.a), Int(node.b)), for: range(node))
    } else if node.flags.contains(.pieces) {
      for index in Int(node.a)..<Int(node.a) + Int(node.b) { append(pieces[index], to: &result) }
    } else {
      appendSlice(Int(node.a), Int(node.b), to: &result)
    }
  }

  private func range(_ node: Node) -> SourceRange { SourceRange(Int(node.start), Int(node.end)) }

  private func append(_ piece: Piece, to result: inout MappedText) {
    if piece.text < 0 {
      appendSlice(Int(piece.file), piece.fileEnd, to: &result)
    } else {
      let range = SourceRange(Int(piece.file), piece.fileEnd)
      result.append(poolBytes(Int(piece.text), Int(piece.count)), for: range)
    }
  }

  /// A file slice, with U+FFFD for what is no text.
  private func appendSlice(_ start: Int, _ end: Int, to result: inout MappedText) {
    guard needsRepair else {
      result.append(verbatim: file.bytes[start..<end], at: start)
      return
    }
    file.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var from = start
      while let bad = UTF8Scan.firstBad(base, from: from, end: end) {
        result.append(verbatim: file.bytes[from..<bad], at: from)
        let length = UTF8Scan.invalidLength(base, at: bad, end: end)
        result.append([0xEF, 0xBF, 0xBD], for: SourceRange(bad, bad + length))
        from = bad + length
      }
      result.append(verbatim: file.bytes[from..<end], at: from)
    }
  }

  func poolBytes(_ start: Int, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: pool.base + start, count: count))
  }

  /// The text at `place`.
  func string(_ place: TextPlace) -> String {
    let bytes: [UInt8] =
      place.start < 0
      ? poolBytes(-1 - Int(place.start), Int(place.count))
      : Array(file.bytes[Int(place.start)..<Int(place.start) + Int(place.count)])
    guard needsRepair else { return String(decoding: bytes, as: UTF8.self) }
    return bytes.withUnsafeBufferPointer { String(decoding: UTF8Scan.repaired($0), as: UTF8.self) }
  }

  /// The file slice at `place` as it stands.
  func mapped(_ place: TextPlace) -> MappedText {
    var result = MappedText(at: Int(max(place.start, 0)))
    guard place.start >= 0 else { return result }
    appendSlice(Int(place.start), Int(place.start) + Int(place.count), to: &result)
    return result
  }

  /// The file slice at `place` with entities and backslash escapes resolved.
  func unescaped(_ place: TextPlace) -> MappedText {
    let start = Int(place.start)
    let end = start + Int(place.count)
    var result = MappedText(at: start)
    guard start >= 0 else { return result }
    var i = start
    var from = start
    file.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      while i < end {
        if base[i] == UInt8(ascii: "\\"), i + 1 < end, ByteClass.isPunctuation(base[i + 1]) {
          appendSlice(from, i, to: &result)
          result.append([base[i + 1]], for: SourceRange(i, i + 2))
          i += 2
          from = i
        } else if base[i] == UInt8(ascii: "&"),
          let entity = Entities.match(base, at: i, end: end)
        {
          appendSlice(from, i, to: &result)
          result.append(entity.utf8, for: SourceRange(i, i + entity.length))
          i += entity.length
          from = i
        } else {
          i += 1
        }
      }
    }
    appendSlice(from, end, to: &result)
    return result
  }
}

extension MarkdownNode {
  /// The insides of the comments in `text`, which holds nothing else but white space.
  static func comments(in text: MappedText) -> [MappedText] {
    let bytes = text.bytes
    var result: [MappedText] = []
    var i = 0
    while let open = find("<!--", in: bytes, from: i) {
      let start = open + 4
      // `<!-->` and `<!--->` are comments of nothing.
      if find(">", in: bytes, from: start) == start {
        i = start + 1
        result.append(text.slice(start, start))
        continue
      }
      if find("->", in: bytes, from: start) == start {
        i = start + 2
        result.append(text.slice(start, start))
        continue
      }
      let close = find("-->", in: bytes, from: start) ?? bytes.count
      result.append(text.slice(start, close))
      i = min(close + 3, bytes.count)
    }
    return result
  }

  private static func find(_ needle: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    let count = needle.utf8CodeUnitCount
    guard count > 0, bytes.count >= count else { return nil }
    var i = start
    while i + count <= bytes.count {
      var k = 0
      while k < count, bytes[i + k] == needle.utf8Start[k] { k += 1 }
      if k == count { return i }
      i += 1
    }
    return nil
  }
}
