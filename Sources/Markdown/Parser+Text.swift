/// The text of the leaf being parsed, and the way back to the file.
///
/// A leaf that is one slice of the file is read in place: offsets are file offsets. Else its pieces
/// are copied into `scratch`, and `segments` says where each stood.
struct Segment {
  /// The offset in the scratch text.
  var text: Int32
  /// The offset in the file.
  var file: Int32
}

extension Parser {
  /// Makes the pieces from `first` on the text to read.
  mutating func load(_ first: Int, _ pieceCount: Int) {
    if pieceCount == 1 {
      loadSlice(Int(pieces[first].file), pieces[first].fileEnd)
      return
    }
    scratch.removeAll()
    segments.removeAll()
    for index in first..<first + pieceCount {
      let piece = pieces[index]
      segments.append(
        Segment(text: Int32(truncatingIfNeeded: scratch.count), file: piece.file))
      scratch.append(contentsOf: bytes + Int(piece.file), count: Int(piece.fileCount))
    }
    text = UnsafePointer(scratch.base)
    position = 0
    textEnd = scratch.count
    enterSegment(0)
  }

  /// Makes a slice of the file the text to read.
  mutating func loadSlice(_ start: Int, _ end: Int) {
    text = bytes
    position = start
    textEnd = end
    segments.removeAll()
    segmentIndex = 0
    segmentStart = start
    segmentEnd = Int.max
    segmentDelta = 0
  }

  private mutating func enterSegment(_ index: Int) {
    segmentIndex = index
    segmentStart = Int(segments[index].text)
    segmentDelta = Int(segments[index].file) - segmentStart
    segmentEnd = index + 1 < segments.count ? Int(segments[index + 1].text) : Int.max
  }

  /// The file offset of the byte at `offset` of the text.
  @inline(__always)
  mutating func fileOffset(_ offset: Int) -> Int {
    if offset < segmentStart || offset >= segmentEnd { findSegment(offset) }
    return offset + segmentDelta
  }

  @inline(never)
  private mutating func findSegment(_ offset: Int) {
    guard !(segments.count == 0) else { return }
    if segmentIndex + 1 < segments.count, offset >= segmentEnd {
      enterSegment(segmentIndex + 1)
      if offset < segmentEnd { return }
    }
    var low = 0
    var high = segments.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(segments[middle].text) <= offset { low = middle } else { high = middle }
    }
    enterSegment(low)
  }

  /// The file offset of the end of a text range that starts at `start`.
  @inline(__always)
  mutating func fileEndOffset(_ end: Int, from start: Int) -> Int {
    end > start ? fileOffset(end - 1) + 1 : fileOffset(start)
  }

  /// Whether `start..<end` stands in the file as it stands in the text.
  mutating func isOneSlice(_ start: Int, _ end: Int) -> Bool {
    _ = fileOffset(start)
    return end <= segmentEnd
  }

  /// The place of `start..<end`: a file slice if it is one, else a copy in the pool.
  mutating func place(_ start: Int, _ end: Int) -> TextPlace {
    if isOneSlice(start, end) {
      return TextPlace(file: fileOffset(start), fileOffset(start) + end - start)
    }
    let at = pool.count
    pool.append(contentsOf: text + start, count: end - start)
    return TextPlace(pool: at, count: end - start)
  }

  /// The place of `start..<end` with entities and backslash escapes resolved.
  mutating func unescapedPlace(_ start: Int, _ end: Int) -> TextPlace {
    var i = start
    while i < end, text[i] != UInt8(ascii: "\\"), text[i] != UInt8(ascii: "&"), text[i] != 0x0D {
      i += 1
    }
    if i == end { return place(start, end) }
    let at = pool.count
    i = start
    while i < end {
      let byte = text[i]
      if byte == UInt8(ascii: "\\"), i + 1 < end, ByteClass.isPunctuation(text[i + 1]) {
        pool.append(text[i + 1])
        i += 2
      } else if byte == UInt8(ascii: "&"), let entity = Entities.match(text, at: i, end: end) {
        for byte in entity.utf8 { pool.append(byte) }
        i += entity.length
      } else if byte == 0x0D {
        pool.append(0x0A)
        i += i + 1 < end && text[i + 1] == 0x0A ? 2 : 1
      } else {
        pool.append(byte)
        i += 1
      }
    }
    return TextPlace(pool: at, count: pool.count - at)
  }

  // MARK: Skipping

  func skipBlanks(_ start: Int) -> Int {
    var i = start
    while i < textEnd, ByteClass.isBlank(text[i]) { i += 1 }
    return i
  }

  /// Skips white space with line endings.
  func skipSpaces(_ start: Int) -> Int {
    var i = start
    while i < textEnd, ByteClass.isSpace(text[i]) { i += 1 }
    return i
  }
}
