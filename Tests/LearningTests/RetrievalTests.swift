import Learning
import Numerics
import Tensors
import Testing

/// Search by words and by vectors.
@Suite struct RetrievalTests {
  @Test func `BM25 is its formula`() throws {
    let index = try TermIndex(["a a b", "a c", "d"])
    // n(a) = 2 of 3: idf = log(1 + 1.5/2.5); f = 2, length 3, mean 2.
    let idf = log(1 + 1.5 / 2.5)
    let first = idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 1.5))
    let scores = index.bm25("a")
    #expect((scores[0] - first).magnitude < 1e-15)
    #expect(scores[2] == 0 && scores[0] > scores[1])
    // b = 0 and a word of one document: saturation f (k + 1) / (f + k).
    let plain = index.bm25("b", b: 0)
    #expect((plain[0] - log(1 + 2.5 / 1.5)).magnitude < 1e-15)
  }

  @Test func `reciprocal ranks add up`() throws {
    let scores = try reciprocalRankFusion([[2, 0], [2, 1]], count: 3)
    #expect(scores == [1.0 / 62, 1.0 / 62, 1.0 / 61 + 1.0 / 61])
  }

  @Test func `approximate searches find most true neighbours with fewer distances`() throws {
    var source = RandomSource(seed: 1)
    let rows = try Tensor(
      shape: [1000, 8], values: (0..<8000).map { _ in source.nextNormal() })
    let queries = (0..<30).map { _ in (0..<8).map { _ in source.nextNormal() } }
    let truth = try queries.map { try bruteForceSearch(rows, $0, k: 10).indices }
    let file = try InvertedFile(rows, lists: 20, from: &source)
    let few = try queries.map { try file.search($0, k: 10, probes: 1) }
    let more = try queries.map { try file.search($0, k: 10, probes: 8) }
    let all = try queries.map { try file.search($0, k: 10, probes: 20) }
    #expect(recall(of: all.map(\.indices), truth: truth) == 1)
    #expect(
      recall(of: more.map(\.indices), truth: truth) > recall(of: few.map(\.indices), truth: truth))
    #expect(more.allSatisfy { $0.evaluations < 1000 })
    let graph = try SmallWorldIndex(rows, from: &source)
    let found = try queries.map { try graph.search($0, k: 10, breadth: 80) }
    #expect(recall(of: found.map(\.indices), truth: truth) > 0.95)
    #expect(found.map(\.evaluations).reduce(0, +) < 30 * 700)
    let narrow = try queries.map { try graph.search($0, k: 10, breadth: 10) }
    #expect(narrow.map(\.evaluations).reduce(0, +) < found.map(\.evaluations).reduce(0, +))
  }

  @Test func `more centres make a product quantizer more exact`() throws {
    var source = RandomSource(seed: 2)
    let rows = try Tensor(
      shape: [300, 8], values: (0..<2400).map { _ in source.nextNormal() })
    var errors: [Double] = []
    for centers in [2, 8, 32] {
      let quantizer = try ProductQuantizer(rows, parts: 4, centers: centers, from: &source)
      errors.append(try (quantizer.reconstruction() - rows).norm())
    }
    #expect(errors[0] > errors[1] && errors[1] > errors[2])
    let exact = try ProductQuantizer(
      Tensor(rows: [[0, 5], [2, 7]]), parts: 1, centers: 2, from: &source)
    #expect(try exact.reconstruction().values == [0, 5, 2, 7])
    #expect(try exact.search([2, 6.9], k: 1).indices == [1])
  }
}
