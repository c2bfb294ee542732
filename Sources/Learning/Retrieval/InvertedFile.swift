import Diagnostics
public import Numerics
public import Tensors

/// What a search found, and how many distances it took.
public struct SearchResult: Sendable {
  /// The rows found, nearest first.
  public let indices: [Int]
  /// Their distances.
  public let distances: [Double]
  /// The number of distances that were worked out.
  public let evaluations: Int

  init(_ candidates: [(index: Int, square: Double)], k: Int, evaluations: Int) {
    let best = candidates.sorted {
      $0.square == $1.square ? $0.index < $1.index : $0.square < $1.square
    }.prefix(k)
    indices = best.map(\.index)
    distances = best.map { $0.square.squareRoot() }
    self.evaluations = evaluations
  }
}

/// The nearest rows by looking at all of them.
public func bruteForceSearch(
  _ x: Tensor, _ query: [Double], k: Int
) throws(TensorError) -> SearchResult {
  let (n, width) = try requireSamples(x, for: "a search")
  guard query.count == width else {
    throw TensorError(
      .shape, "the rows have \(quantity(width, "number")), the query \(query.count)")
  }
  let squares = x.withRows { base in
    (0..<n).map { squaredDistance(base + $0 * width, query, width) }
  }
  return SearchResult(
    squares.enumerated().map { ($0.offset, $0.element) }, k: k, evaluations: n)
}

/// Rows in lists by their nearest centre; a search looks at the lists of the nearest centres only.
///
/// - Source: Sivic, Zisserman, "Video Google", 2003; Jégou, Douze, Schmid, 2011.
public struct InvertedFile: Sendable {
  /// The rows.
  public let rows: Tensor
  /// The centres.
  public let centers: Tensor
  /// The rows of each centre.
  public let lists: [[Int]]

  /// An index of `count` lists, whose centres k-means finds.
  public init(
    _ x: Tensor, lists count: Int, from source: inout RandomSource
  ) throws(TensorError) {
    let groups = try kMeans(x, k: count, attempts: 1, limit: 25, from: &source)
    rows = x
    centers = groups.centers
    lists = (0..<count).map { c in groups.labels.indices.filter { groups.labels[$0] == c } }
  }

  /// The nearest rows in the `probes` nearest lists.
  public func search(
    _ query: [Double], k: Int, probes: Int
  ) throws(TensorError) -> SearchResult {
    let near = try bruteForceSearch(centers, query, k: probes)
    let width = rows.shape[1]
    let candidates = near.indices.flatMap { lists[$0] }
    let found = rows.withRows { base in
      candidates.map { (index: $0, square: squaredDistance(base + $0 * width, query, width)) }
    }
    return SearchResult(found, k: k, evaluations: found.count + centers.shape[0])
  }
}

/// Rows as a short code: each of several parts of the row is replaced by the nearest of its own
/// centres.
///
/// - Source: Jégou, Douze, Schmid, "Product quantization for nearest neighbor search", 2011.
public struct ProductQuantizer: Sendable {
  /// The centres of each part, `[centres, width of the part]`.
  public let codebooks: [Tensor]
  /// The code of each row, `[n, parts]`.
  public let codes: Tensor

  /// A quantizer of `parts` parts with `centers` centres each.
  public init(
    _ x: Tensor, parts: Int, centers: Int, from source: inout RandomSource
  ) throws(TensorError) {
    let (n, width) = try requireSamples(x, for: "product quantisation")
    guard parts > 0, width % parts == 0, centers > 0, centers <= n else {
      throw TensorError(
        .domain,
        "\(quantity(width, "column")) cannot be divided into \(quantity(parts, "part")) with \(quantity(centers, "centre"))"
      )
    }
    let size = width / parts
    var codebooks: [Tensor] = []
    var codes = try Tensor.zeros([n, parts])
    for part in 0..<parts {
      let own = try x.sliced([.all, .range((part * size)..<((part + 1) * size))])
      let groups = try kMeans(own, k: centers, attempts: 1, limit: 25, from: &source)
      codebooks.append(groups.centers)
      for (row, label) in groups.labels.enumerated() {
        codes[flat: row * parts + part] = Double(label)
      }
    }
    self.codebooks = codebooks
    self.codes = codes
  }

  /// The rows that the codes stand for.
  public func reconstruction() throws(TensorError) -> Tensor {
    var parts: [Tensor] = []
    for (part, book) in codebooks.enumerated() {
      parts.append(try book.taking(Tensor(codes.column(part))))
    }
    return try Tensor.concatenated(parts, axis: 1)
  }

  /// The rows nearest to a query, from tables of the distances of its parts to all centres.
  public func search(_ query: [Double], k: Int) throws(TensorError) -> SearchResult {
    let parts = codebooks.count
    let size = codebooks[0].shape[1]
    guard query.count == parts * size else {
      throw TensorError(
        .shape, "the rows have \(quantity(parts * size, "number")), the query \(query.count)")
    }
    var tables: [[Double]] = []
    for (part, book) in codebooks.enumerated() {
      let own = try Tensor(
        shape: [1, size], values: Array(query[(part * size)..<((part + 1) * size)]))
      tables.append(try own.squaredDistances(to: book).values)
    }
    let found = (0..<codes.shape[0]).map { row -> (index: Int, square: Double) in
      var sum = 0.0
      for part in 0..<parts { sum += tables[part][Int(codes[flat: row * parts + part])] }
      return (row, sum)
    }
    return SearchResult(found, k: k, evaluations: parts * codebooks[0].shape[0])
  }

  /// The bits of one row's code, and those of the row itself in 32-bit numbers.
  public var bits: (code: Double, row: Double) {
    let count = Double(codebooks[0].shape[0])
    let width = codebooks.count * codebooks[0].shape[1]
    return (Double(codebooks.count) * log2(count).rounded(.up), Double(32 * width))
  }
}
