import Diagnostics
import Learning
import Numerics
import Script
import Tensors

/// Search: by words, by vectors, both.
extension StandardLibrary {
  static let retrieval: [LibraryFunction] = [
    .tensor(
      "bm25",
      "(_ query: String, _ documents: [String], k1: Double = 1.2, b: Double = 0.75) -> Vector",
      "A score for each document: Σ idf(w) · f (k₁ + 1) / (f + k₁ (1 − b + b · length / mean length)).",
      "argmax(bm25(\"blue fish\", [\"red fish\", \"blue fish\", \"a dog\"]))", "1",
      source: "S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009"
    ) {
      Tensor(
        try TermIndex($0.strings(1)).bm25($0.string(0), k1: $0.number(2), b: $0.number(3)))
    },
    .number(
      "idf", "(_ word: String, _ documents: [String]) -> Double",
      "log(1 + (N − n + ½) / (n + ½)) for a word in n of N documents, BM25's rarity.",
      "idf(\"fish\", [\"red fish\", \"a dog\"]) == log(2)", "true",
      source: "S. Robertson, K. Spärck Jones, Relevance weighting of search terms, 1976"
    ) {
      let index = try TermIndex($0.strings(1))
      return index.inverseDocumentFrequency(try $0.string(0).lowercased())
    },
    .tensor(
      "tfidf", "(_ documents: [String], normalized: Bool = true) -> Matrix",
      "A row for each document: counts of words times log(N / n); the columns are vocabulary(documents).",
      "tfidf([\"red fish\", \"red dog\"])", "[[0, 1, 0],\n [0, 0, 1]]",
      source: "G. Salton, C. Buckley, Term-weighting approaches, 1988"
    ) { try TermIndex($0.strings(0)).tfidf(normalises: $0.flag(1)) },
    .general(
      "vocabulary", "(_ documents: [String]) -> [String]",
      "The words of all documents in the order of their first use.",
      "vocabulary([\"red fish\", \"red dog\"])", "[\"red\", \"fish\", \"dog\"]"
    ) { arguments, _ in
      .array(try TermIndex(arguments.strings(0)).vocabulary.map { .string($0) })
    },
    .tensor(
      "topIndices", "(_ scores: Vector, k: Int) -> Vector",
      "The places of the k greatest scores, the greatest first.", "topIndices([1, 9, 5], k: 2)",
      "[1, 2]"
    ) { Tensor(topIndices(try $0.vector(0), k: try $0.integer(1)).map(Double.init)) },
    .general(
      "topKSimilar",
      "(_ query: Vector, _ rows: Matrix, k: Int, metric: String = \"cosine\") -> (indices: Vector, scores: Vector)",
      "The k rows most similar to the query: cosine, dot or euclidean (nearest).",
      "topKSimilar([1, 0], [[0, 1], [2, 0.1], [1, 1]], k: 2).indices", "[1, 2]",
      source: "C. Manning, P. Raghavan, H. Schütze, 2008, section 6.3"
    ) { arguments, _ in
      let (query, rows) = (try arguments.tensor(0), try arguments.tensor(1))
      let scores = try similarities(query, rows, arguments.string(3))
      let top = topIndices(scores, k: try arguments.count(2))
      let shown =
        try arguments.string(3) == "euclidean" ? top.map { -scores[$0] } : top.map { scores[$0] }
      return .labelled(["indices": .vector(top), "scores": .vector(shown)])
    },
    .tensor(
      "reciprocalRankFusion", "(_ rankings: [Vector], count: Int, k: Double = 60) -> Vector",
      "Σ 1 / (k + rank) over rankings (places from the best on), a score for each of `count` items.",
      "argmax(reciprocalRankFusion([[2, 0], [2, 1]], count: 3))", "2",
      source: "G. Cormack, C. Clarke, S. Büttcher, Reciprocal rank fusion, 2009"
    ) {
      Tensor(
        try Learning.reciprocalRankFusion(
          lists($0, 0), count: $0.count(1), k: $0.number(2)))
    },
    .layer(
      "hybridScore", "(_ sparse: N, _ dense: N, weight: Double) -> N",
      "w · dense + (1 − w) · sparse, of scores on one scale.",
      "hybridScore([1, 0], [0, 1], weight: 0.75)", "[0.25, 0.75]"
    ) {
      let w = try $0.number(2)
      return try $0.traced(0) * (1 - w) + $0.traced(1) * w
    },
    .number(
      "recallAtK", "(_ found: [Vector], _ truth: [Vector]) -> Double",
      "The share of the true neighbours that a search found, the mean over queries.",
      "recallAtK([[1, 2]], [[2, 3]])", "0.5"
    ) { recall(of: try lists($0, 0), truth: try lists($0, 1)) },
    .number(
      "ragMarginal", "(_ documents: Vector, _ answers: Vector) -> Double",
      "Σ p(z | x) p(y | x, z): the chance of an answer over the documents found.",
      "ragMarginal([0.75, 0.25], [0.5, 0.1])", "0.4",
      source: "P. Lewis et al., Retrieval-Augmented Generation, 2020, section 2.1"
    ) { try $0.tensor(0).dot($0.tensor(1)) },
    .general(
      "bruteForceSearch",
      "(_ rows: Matrix, _ query: Vector, k: Int) -> (indices: Vector, distances: Vector, evaluations: Double)",
      "The nearest rows by looking at all.", "bruteForceSearch([[0], [3], [9]], [2], k: 1).indices",
      "[1]"
    ) { arguments, _ in
      try found(
        Learning.bruteForceSearch(
          arguments.tensor(0), arguments.vector(1), k: arguments.count(2)))
    },
    .general(
      "ivfIndex", "(_ rows: Matrix, lists: Int, seed: Int? = nil) -> IVFIndex",
      "Rows in lists by their nearest centre: search(query, k:, probes:) looks at the nearest lists only.",
      "ivfIndex([[0], [1], [9]], lists: 2, seed: 1).search([8], k: 1, probes: 1).indices", "[2]",
      source: "H. Jégou, M. Douze, C. Schmid, 2011"
    ) { arguments, context in
      let index = try drawing(arguments, 2, &context) {
        try InvertedFile(arguments.tensor(0), lists: arguments.integer(1), from: &$0)
      }
      return .object(
        ModelValue("IVFIndex", index, "inverted file of \(quantity(index.lists.count, "list"))"))
    },
    .general(
      "search",
      "(_ self: IVFIndex, _ query: Vector, k: Int, probes: Int = 1) -> (indices: Vector, distances: Vector, evaluations: Double)",
      kind: .method,
      "The nearest rows in the `probes` nearest lists, and how many distances it took.",
      "ivfIndex([[0], [1], [9]], lists: 2, seed: 1).search([8], k: 1).indices", "[2]"
    ) { arguments, _ in
      try found(
        arguments.model(0, InvertedFile.self).search(
          arguments.vector(1), k: arguments.count(2), probes: arguments.count(3)))
    },
    .general(
      "hnswIndex",
      "(_ rows: Matrix, links: Int = 8, breadth: Int = 64, seed: Int? = nil) -> HNSWIndex",
      "Layers of ever fewer linked rows: search(query, k:, breadth:) walks greedily from the top.",
      "hnswIndex([[0], [1], [9]], seed: 1).search([8], k: 1).indices", "[2]",
      source: "Y. Malkov, D. Yashunin, HNSW, 2018"
    ) { arguments, context in
      try context.countSteps(arguments.tensor(0).count * 20)
      let index = try drawing(arguments, 3, &context) {
        try SmallWorldIndex(
          arguments.tensor(0), links: arguments.integer(1), breadth: arguments.integer(2),
          from: &$0)
      }
      return .object(
        ModelValue(
          "HNSWIndex", index,
          "small-world index of \(quantity(index.rows.shape[0], "row")) in \(quantity(index.layers, "layer"))"
        ))
    },
    .general(
      "search",
      "(_ self: HNSWIndex, _ query: Vector, k: Int, breadth: Int = 32) -> (indices: Vector, distances: Vector, evaluations: Double)",
      kind: .method, "The nearest rows that a walk finds, and how many distances it took.",
      "hnswIndex([[0], [1], [9]], seed: 1).search([0.2], k: 2).indices", "[0, 1]"
    ) { arguments, _ in
      try found(
        arguments.model(0, SmallWorldIndex.self).search(
          arguments.vector(1), k: arguments.count(2), breadth: arguments.count(3)))
    },
    .general(
      "productQuantizer",
      "(_ rows: Matrix, parts: Int, centers: Int, seed: Int? = nil) -> ProductQuantizer",
      "Rows as codes: each part of a row is replaced by the nearest of its own centres.",
      "productQuantizer([[0, 5], [1, 6]], parts: 2, centers: 2, seed: 1).codes.shape", "[2, 2]",
      source: "H. Jégou, M. Douze, C. Schmid, Product quantization, 2011"
    ) { arguments, context in
      let model = try drawing(arguments, 3, &context) {
        try ProductQuantizer(
          arguments.tensor(0), parts: arguments.integer(1), centers: arguments.integer(2),
          from: &$0)
      }
      return .object(
        ModelValue(
          "ProductQuantizer", model,
          "product quantizer of \(quantity(model.codebooks.count, "part"))")
      )
    },
    .tensor(
      "codes", "(_ self: ProductQuantizer) -> Matrix", kind: .property, "The code of each row.",
      "productQuantizer([[0, 5], [1, 6]], parts: 1, centers: 1, seed: 1).codes", "[[0],\n [0]]"
    ) { try $0.model(0, ProductQuantizer.self).codes },
    .tensor(
      "reconstruction", "(_ self: ProductQuantizer) -> Matrix", kind: .property,
      "The rows that the codes stand for.",
      "productQuantizer([[0, 5], [2, 7]], parts: 1, centers: 1, seed: 1).reconstruction",
      "[[1, 6],\n [1, 6]]"
    ) { try $0.model(0, ProductQuantizer.self).reconstruction() },
    .general(
      "search",
      "(_ self: ProductQuantizer, _ query: Vector, k: Int) -> (indices: Vector, distances: Vector, evaluations: Double)",
      kind: .method, "The rows whose codes are nearest to the query.",
      "productQuantizer([[0, 5], [2, 7]], parts: 1, centers: 2, seed: 1).search([2, 7], k: 1).indices",
      "[1]"
    ) { arguments, _ in
      try found(
        arguments.model(0, ProductQuantizer.self).search(
          arguments.vector(1), k: arguments.count(2)))
    },
  ]

  private static func lists(_ arguments: [Value], _ index: Int) throws -> [[Int]] {
    switch arguments[index] {
    case .array(let elements): return try elements.map { try [$0].indices(0) }
    default:
      let whole = try arguments.tensor(index)
      guard whole.rank == 2 else {
        throw ScriptCause("library.argument", "a list of Vectors is needed here")
      }
      return try (0..<whole.shape[0]).map { try [.tensor(whole.at($0))].indices(0) }
    }
  }

  private static func similarities(
    _ query: Tensor, _ rows: Tensor, _ metric: String
  ) throws -> [Double] {
    switch metric {
    case "dot": return try rows.matmul(query).values
    case "cosine":
      let sizes = try rows.reduced(.norm(2), axis: 1) * query.norm()
      guard sizes.values.allSatisfy({ $0.isFinite && ($0 == 0 || $0 > 1e-290) }) else {
        let unit = try query.reshaped(to: [1, query.count]).normalized(axis: -1)
        return try rows.normalized(axis: -1).matmul(unit, transposingRight: true).values
      }
      return try (rows.matmul(query) / sizes.mapped { $0 > 0 ? $0 : 1 }).values
    case "euclidean":
      return try rows.squaredDistances(to: query.reshaped(to: [1, query.count])).values.map {
        -$0.squareRoot()
      }
    default:
      throw ScriptCause(
        "value.domain", "there is no metric '\(metric)'",
        hints: ["it is one of cosine, dot and euclidean"])
    }
  }

  private static func found(_ result: SearchResult) -> Value {
    .labelled([
      "indices": .vector(result.indices), "distances": .vector(result.distances),
      "evaluations": .double(Double(result.evaluations)),
    ])
  }
}
