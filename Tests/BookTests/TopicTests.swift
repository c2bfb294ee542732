import Diagnostics
import Foundation
import Testing

@testable import Book

/// Every topic of the source documents is taught in the book and runs in a cell: a marker
/// `<!-- topic: LA-01 -->` stands where a chapter takes it up, and a cell follows in that section or,
/// after a formula, in the next.
@Suite struct TopicTests {
  /// How many topics each group has; they are numbered from 01.
  static let groups: [(name: String, count: Int)] = [
    ("LA", 44), ("PR", 24), ("IT", 10), ("CA", 9), ("OP", 19), ("SL", 9), ("UL", 9), ("RL", 11),
    ("NN", 16), ("CV", 5), ("SQ", 5), ("TR", 14), ("LM", 14), ("FT", 5), ("RG", 6), ("AG", 2),
    ("GM", 6), ("EN", 8),
  ]

  /// A place where a topic is taught.
  struct Place {
    let chapter: String
    let line: Int
    /// The line of the first cell after it, in its section or the next, if there is one.
    let cell: Int?
  }

  /// The places of all markers, by topic.
  static let places: [String: [Place]] = {
    var places: [String: [Place]] = [:]
    for chapter in MutationTests.book.chapters {
      let text = String(decoding: chapter.document.file.bytes, as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() where line.hasPrefix("<!-- topic: ") {
        let rest = lines[(number + 1)...]
        let cell = rest.firstIndex { $0.hasPrefix("```swift-math") }
          .flatMap { cell in
            rest[..<cell].filter { $0.hasPrefix("## ") }.count < 2 ? cell : nil
          }
        let names = line.dropFirst(12).prefix { $0 != " " }.split(separator: ",")
        for name in names {
          places[String(name), default: []].append(
            Place(
              chapter: Files.name(of: chapter.path), line: number + 1, cell: cell.map { $0 + 1 }))
        }
      }
    }
    return places
  }()

  @Test func `every topic is taught once and runs in a cell`() {
    var known: Set<String> = []
    for group in Self.groups {
      for number in 1...group.count {
        let topic = group.name + (number < 10 ? "-0\(number)" : "-\(number)")
        known.insert(topic)
        let places = Self.places[topic] ?? []
        #expect(places.count == 1, "\(topic) is taught \(places.count) times")
        guard let place = places.first else { continue }
        #expect(place.cell != nil, "\(topic) has no cell in \(place.chapter):\(place.line)")
        print("\(topic) → \(place.chapter):\(place.line) → cell at \(place.cell ?? 0)")
      }
    }
    #expect(known.count == 216)
    #expect(Set(Self.places.keys).subtracting(known).isEmpty)
  }
}
