import Testing

@testable import Diagnostics

@Suite struct LineStartsTests {
  /// The starts by the plain reading of the rule, over an array of bytes.
  private func plainly(_ bytes: [UInt8]) -> [Int] {
    [0]
      + bytes.indices.filter { i in
        let isPair = bytes[i] == 0x0D && i + 1 < bytes.count && bytes[i + 1] == 0x0A
        return bytes[i] == 0x0A || (bytes[i] == 0x0D && !isPair)
      }.map { $0 + 1 }
  }

  @Test func `every text of LF, CR and a letter has the lines that the rule says`() {
    for length in 0...7 {
      var texts: [[UInt8]] = [[]]
      for _ in 0..<length {
        texts = texts.flatMap { text in [0x0A, 0x0D, 0x61].map { text + [$0] } }
      }
      for text in texts { #expect(Array(LineStarts(in: text)) == plainly(text), "\(text)") }
    }
  }

  @Test func `what lies beyond the last offset that can be told belongs to the last line`() {
    let bytes = Array("a\nb\r\nc\nd\n".utf8)
    let starts = bytes.withUnsafeBufferPointer { LineStarts.starts(in: $0, limit: 6) }
    #expect(starts == [0, 2, 5])
  }

  @Test func `an offset takes four bytes, so that short lines do not outweigh their file`() {
    let size = LineStarts(in: [0x0A]).withStoredOffsets { MemoryLayout.size(ofValue: $0[0]) }
    #expect(size == 4)
  }
}
