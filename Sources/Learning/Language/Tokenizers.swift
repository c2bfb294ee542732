import Diagnostics
public import Tensors

/// Texts as numbers, one for each character.
public struct CharacterTokenizer: Sendable {
  /// The characters, in order.
  public let vocabulary: [String]
  private let ids: [Character: Int]

  /// The characters of `text`, sorted.
  public init(_ text: String) {
    let characters = Set(text).sorted()
    vocabulary = characters.map(String.init)
    ids = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($0.element, $0.offset) })
  }

  /// The numbers of a text.
  public func encode(_ text: String) throws(TensorError) -> [Int] {
    var result: [Int] = []
    for character in text {
      guard let id = ids[character] else {
        throw TensorError(
          .domain, "the character '\(character)' is not in the vocabulary",
          hints: ["make the tokeniser from a text that has it"])
      }
      result.append(id)
    }
    return result
  }

  /// The text of numbers.
  public func decode(_ ids: [Int]) throws(TensorError) -> String {
    try joined(vocabulary, ids)
  }
}

/// The texts at `ids`, one after the other.
private func joined(_ vocabulary: [String], _ ids: [Int]) throws(TensorError) -> String {
  var result = ""
  for id in ids {
    guard vocabulary.indices.contains(id) else {
      throw TensorError(.index, "the tokens are 0 to \(vocabulary.count - 1), not \(id)")
    }
    result += vocabulary[id]
  }
  return result
}

/// Texts as numbers of pieces that were joined because they often stand together.
///
/// A text is cut before each blank; pieces never reach over a cut. Training joins the most frequent
/// pair of neighbours, the first in order of equals, again and again.
///
/// - Source: Gage, "A new algorithm for data compression", 1994; Sennrich, Haddow, Birch, "Neural
///   machine translation of rare words with subword units", 2016, algorithm 1.
public struct BytePairTokenizer: Sendable {
  /// The pieces: the characters first, then in the order of the merges.
  public let vocabulary: [String]
  /// The pairs that were joined, in order.
  public let merges: [(String, String)]
  private let ids: [String: Int]
  private let ranks: [String: [String: Int]]

  /// Trains on `text` until there are `size` pieces, or no pair stands twice.
  public init(training text: String, size: Int) throws(TensorError) {
    let characters = Set(text).sorted().map(String.init)
    guard size >= characters.count else {
      throw TensorError(
        .domain,
        "the text has \(quantity(characters.count, "character")), more than \(quantity(size, "piece"))"
      )
    }
    var counts: [String: Int] = [:]
    var order: [String] = []
    for word in Self.parts(of: text) {
      if counts[word] == nil { order.append(word) }
      counts[word, default: 0] += 1
    }
    var words = order.map { (pieces: $0.map(String.init), count: counts[$0] ?? 0) }
    var vocabulary = characters
    var merges: [(String, String)] = []
    while vocabulary.count < size {
      guard let pair = Self.mostFrequentPair(words) else { break }
      merges.append(pair)
      vocabulary.append(pair.0 + pair.1)
      for index in words.indices {
        words[index].pieces = Self.joining(words[index].pieces, pair)
      }
    }
    self.vocabulary = vocabulary
    self.merges = merges
    var ids: [String: Int] = [:]
    for (id, piece) in vocabulary.enumerated() where ids[piece] == nil { ids[piece] = id }
    self.ids = ids
    var ranks: [String: [String: Int]] = [:]
    for (rank, merge) in merges.enumerated() { ranks[merge.0, default: [:]][merge.1] = rank }
    self.ranks = ranks
  }

  private static func parts(of text: String) -> [String] {
    var result: [String] = []
    for character in text {
      if character == " " || character == "\n" || result.isEmpty {
        result.append(String(character))
      } else {
        result[result.count - 1].append(character)
      }
    }
    return result
  }

  private static func mostFrequentPair(
    _ words: [(pieces: [String], count: Int)]
  ) -> (String, String)? {
    var counts: [String: [String: Int]] = [:]
    for word in words {
      for (a, b) in zip(word.pieces, word.pieces.dropFirst()) {
        counts[a, default: [:]][b, default: 0] += word.count
      }
    }
    var best: (pair: (String, String), count: Int)?
    for (a, seconds) in counts {
      for (b, count) in seconds where count > 1 {
        // The order of the dictionary must not matter.
        if let known = best {
          guard count > known.count || (count == known.count && (a, b) < known.pair) else {
            continue
          }
        }
        best = ((a, b), count)
      }
    }
    return best?.pair
  }

  private static func joining(_ pieces: [String], _ pair: (String, String)) -> [String] {
    var result: [String] = []
    for piece in pieces {
      if piece == pair.1, result.last == pair.0, !result.isEmpty {
        result[result.count - 1] += piece
      } else {
        result.append(piece)
      }
    }
    return result
  }

  /// The pieces of a text: in each part the earliest merge first.
  public func pieces(_ text: String) -> [String] {
    Self.parts(of: text).flatMap { part -> [String] in
      var pieces = part.map(String.init)
      while pieces.count > 1 {
        let found = zip(pieces, pieces.dropFirst()).compactMap { ranks[$0]?[$1] }
        guard let rank = found.min() else { break }
        pieces = Self.joining(pieces, merges[rank])
      }
      return pieces
    }
  }

  /// The numbers of a text.
  public func encode(_ text: String) throws(TensorError) -> [Int] {
    var result: [Int] = []
    for piece in pieces(text) {
      guard let id = ids[piece] else {
        throw TensorError(
          .domain, "the character '\(piece)' is not in the vocabulary",
          hints: ["train the tokeniser on a text that has it"])
      }
      result.append(id)
    }
    return result
  }

  /// The text of numbers.
  public func decode(_ ids: [Int]) throws(TensorError) -> String {
    try joined(vocabulary, ids)
  }
}
