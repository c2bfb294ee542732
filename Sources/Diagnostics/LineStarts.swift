/// The offset of the first byte of every line of a file; lines end with LF, CRLF or CR.
///
/// Offsets take four bytes each, for a file of short lines would otherwise weigh less than its own
/// table. What lies beyond 4 GiB therefore counts as part of the last line before it.
public struct LineStarts: RandomAccessCollection, Sendable {
  private let starts: [UInt32]

  /// The lines of `bytes`; at least one.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(in bytes: [UInt8]) {
    starts = bytes.withUnsafeBufferPointer { Self.starts(in: $0, limit: Int(UInt32.max)) }
  }

  /// 0, the first line.
  public var startIndex: Int { 0 }

  /// The number of lines.
  public var endIndex: Int { starts.count }

  /// Where the line with the index `line` begins.
  public subscript(line: Int) -> Int { Int(starts[line]) }

  /// Calls `body` with the offsets as they are stored.
  package func withStoredOffsets<Result>(
    _ body: (UnsafeBufferPointer<UInt32>) throws -> Result
  ) rethrows -> Result {
    try starts.withUnsafeBufferPointer(body)
  }

  /// The starts of the lines that begin at `limit` or before.
  static func starts(in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt32] {
    // Counted first: growing would leave holes as large as the result. CRLF counts twice here.
    var lines = 1
    for byte in bytes where byte == 0x0A || byte == 0x0D { lines += 1 }
    var starts: [UInt32] = []
    starts.reserveCapacity(lines)
    starts.append(0)
    var i = 0
    let count = Swift.min(bytes.count, limit)
    while i < count {
      let byte = bytes[i]
      i += 1
      if byte == 0x0A {
        starts.append(UInt32(i))
      } else if byte == 0x0D {
        if i < count, bytes[i] == 0x0A { i += 1 }
        starts.append(UInt32(i))
      }
    }
    return starts
  }
}
