import Numerics
public import Tensors

/// The words of a text: runs of letters and digits, in small letters.
public func words(of text: String) -> [String] {
  text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
}

/// Documents with their words counted, for scores by words.
///
/// - Source: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, 2008, chapter 6;
///   Robertson, Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009.
public struct TermIndex: Sendable {
  /// The words of all documents, in the order of their first use.
  public let vocabulary: [String]
  /// How often each word stands in each document, `[documents, words]`.
  public let counts: Tensor
  /// In how many documents each word stands.
  public let documentFrequencies: [Double]
  /// How many words each document has.
  public let lengths: [Double]
  private let places: [String: Int]

  /// Counts the words of `documents`.
  public init(_ documents: [String]) throws(TensorError) {
    guard !documents.isEmpty else {
      throw TensorError(.domain, "an index needs at least one document")
    }
    let texts = documents.map { words(of: $0) }
    var places: [String: Int] = [:]
    var vocabulary: [String] = []
    for text in texts {
      for word in text where places[word] == nil {
        places[word] = vocabulary.count
        vocabulary.append(word)
      }
    }
    var counts = try Tensor.zeros([texts.count, vocabulary.count])
    for (row, text) in texts.enumerated() {
      for word in text {
        if let place = places[word] { counts[flat: row * vocabulary.count + place] += 1 }
      }
    }
    self.vocabulary = vocabulary
    self.counts = counts
    self.places = places
    lengths = texts.map { Double($0.count) }
    documentFrequencies = vocabulary.indices.map { word in
      Double(texts.indices.count { counts[flat: $0 * vocabulary.count + word] > 0 })
    }
  }

  /// How rare a word is: log(1 + (N − n + ½) / (n + ½)), as in Lucene; never negative.
  public func inverseDocumentFrequency(_ word: String) -> Double {
    let n = places[word].map { documentFrequencies[$0] } ?? 0
    return log(1 + (Double(lengths.count) - n + 0.5) / (n + 0.5))
  }

  /// BM25 of a query for each document.
  public func bm25(_ query: String, k1: Double = 1.2, b: Double = 0.75) -> [Double] {
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    var scores = [Double](repeating: 0, count: lengths.count)
    for word in words(of: query) {
      guard let place = places[word] else { continue }
      let rarity = inverseDocumentFrequency(word)
      for row in scores.indices {
        let f = counts[flat: row * vocabulary.count + place]
        let norm = 1 - b + b * lengths[row] / mean
        scores[row] += rarity * f * (k1 + 1) / (f + k1 * norm)
      }
    }
    return scores
  }

  /// A row for each document: counts times log(N / n), brought to length 1 if `normalises`.
  public func tfidf(normalises: Bool) throws(TensorError) -> Tensor {
    let n = Double(lengths.count)
    let weighted = try counts * Tensor(documentFrequencies.map { log(n / $0) })
    guard normalises else { return weighted }
    let sizes = try weighted.mapped(.square).sum(axis: 1, keepDims: true).mapped(.sqrt)
    return try weighted / sizes.mapped { $0 > 0 ? $0 : 1 }
  }
}

/// Scores of several rankings joined: Σ 1 / (k + rank), ranks from 1.
///
/// - Source: Cormack, Clarke, Büttcher, "Reciprocal rank fusion outperforms Condorcet", 2009.
public func reciprocalRankFusion(
  _ rankings: [[Int]], count: Int, k: Double = 60
) throws(TensorError) -> [Double] {
  var scores = [Double](repeating: 0, count: count)
  for ranking in rankings {
    for (place, item) in ranking.enumerated() {
      guard item >= 0, item < count else {
        throw TensorError(.index, "the items are 0 to \(count - 1), not \(item)")
      }
      scores[item] += 1 / (k + Double(place + 1))
    }
  }
  return scores
}

/// The indices of the `k` greatest scores, the greatest first, the first of equals first.
public func topIndices(_ scores: [Double], k: Int) -> [Int] {
  let order = scores.indices.sorted {
    scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
  }
  return Array(order.prefix(max(0, k)))
}

/// The share of the true neighbours that a search found, the mean over queries.
public func recall(of found: [[Int]], truth: [[Int]]) -> Double {
  let shares = zip(found, truth).map { found, truth in
    Double(truth.count { found.contains($0) }) / Double(max(1, truth.count))
  }
  return shares.reduce(0, +) / Double(max(1, shares.count))
}
