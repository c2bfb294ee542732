import Library
import Script
import Testing

/// Every topic of the book can be computed: the names in its row exist.
@Suite struct TopicsTests {
  /// What the language itself has, without an entry in the table.
  static let own: Set<String> = [
    "+", "-", "*", "≈", "gradient", "valueWithGradient", "jacobian", "hessian", "derivative",
  ]

  @Test func `every name that a topic needs is in the library`() {
    var rows = 0
    for line in topicTable.split(separator: "\n") {
      let words = line.split(separator: " ")
      rows += 1
      #expect(words.count > 1, "\(line)")
      for need in words.dropFirst() {
        let isThere = need.split(separator: "|").contains { name in
          Self.own.contains(String(name))
            || !StandardLibrary.table.entries(named: String(name)).isEmpty
        }
        #expect(isThere, "\(words[0]) needs \(need)")
      }
    }
    #expect(rows == 212)
  }
}
