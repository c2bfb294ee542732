import Synchronization
import Testing

@testable import Book

@Suite struct WorkersTests {
  @Test func `what takes long is begun first, and results stand in order`() {
    let begun = Mutex<[Int]>([])
    let results = Workers(1).map([3, 1, 2, 3], effort: { $0 }) { number in
      begun.withLock { $0.append(number) }
      return 10 * number
    }
    #expect(results == [30, 10, 20, 30])
    #expect(begun.withLock { $0 } == [3, 3, 2, 1])
    let doubles = (0..<100).map { 2 * $0 }
    #expect(Workers().map(Array(0..<100), effort: { $0 % 7 }) { 2 * $0 } == doubles)
    #expect(Workers().map(Array(0..<100)) { 2 * $0 } == doubles)
  }
}
