public import Numerics
public import Tensors

/// Groups of examples around centres.
public struct KMeansResult: Sendable {
  /// The centres, `[k, d]`.
  public let centers: Tensor
  /// The centre that each example belongs to.
  public let labels: [Int]
  /// The sum of the squared distances to the own centre.
  public let inertia: Double
  /// That sum after each assignment.
  public let history: [Double]
}

/// Lloyd's algorithm from centres chosen by k-means++, the best of `attempts`.
///
/// - Source: Lloyd, "Least squares quantization in PCM", 1982; Arthur, Vassilvitskii, "k-means++: the
///   advantages of careful seeding", 2007.
public func kMeans(
  _ x: Tensor, k: Int, attempts: Int = 10, limit: Int = 300, from source: inout RandomSource
) throws(TensorError) -> KMeansResult {
  let (n, _) = try requireSamples(x, for: "k-means")
  guard k > 0, k <= n else {
    throw TensorError(.domain, "\(n) examples cannot form \(k) groups")
  }
  var best: KMeansResult?
  for _ in 0..<max(1, attempts) {
    let start = try carefulCenters(x, k, from: &source)
    let result = try kMeans(x, centers: start, limit: limit)
    if result.inertia < best?.inertia ?? .infinity { best = result }
  }
  guard let best else { return try kMeans(x, centers: x.rows(Array(0..<k)), limit: limit) }
  return best
}

/// Lloyd's algorithm from given centres: assign each example to the nearest, move each centre to the
/// mean of its own, until nothing changes. An empty group takes the example farthest from its centre.
public func kMeans(
  _ x: Tensor, centers start: Tensor, limit: Int = 300
) throws(TensorError) -> KMeansResult {
  let (n, width) = try requireSamples(x, for: "k-means")
  let k = try requireSamples(start, for: "the centres of k-means").count
  var centers = start
  var labels = [Int](repeating: -1, count: n)
  var history: [Double] = []
  var inertia = 0.0
  for _ in 0..<max(1, limit) {
    let squares = try x.squaredDistances(to: centers)
    var next = labels
    var own = [Double](repeating: 0, count: n)
    for i in 0..<n {
      var nearest = 0
      for c in 1..<max(1, k) where squares[flat: i * k + c] < squares[flat: i * k + nearest] {
        nearest = c
      }
      next[i] = nearest
      own[i] = squares[flat: i * k + nearest]
    }
    inertia = own.reduce(0, +)
    history.append(inertia)
    if next == labels { break }
    labels = next
    var sums = [Double](repeating: 0, count: k * width)
    var counts = [Double](repeating: 0, count: k)
    for i in 0..<n {
      counts[labels[i]] += 1
      for j in 0..<width { sums[labels[i] * width + j] += x[flat: i * width + j] }
    }
    for c in 0..<k {
      if counts[c] == 0, let far = own.indices.max(by: { own[$0] < own[$1] }) {
        own[far] = 0
        for j in 0..<width { centers[flat: c * width + j] = x[flat: far * width + j] }
      } else {
        for j in 0..<width { centers[flat: c * width + j] = sums[c * width + j] / counts[c] }
      }
    }
  }
  return KMeansResult(centers: centers, labels: labels, inertia: inertia, history: history)
}

/// k-means++: each further centre is an example drawn in proportion to its squared distance to the
/// nearest one so far.
func carefulCenters(
  _ x: Tensor, _ k: Int, from source: inout RandomSource
) throws(TensorError) -> Tensor {
  let n = x.shape[0]
  var chosen = [source.nextInt(below: n)]
  var nearest = try x.squaredDistances(to: x.rows(chosen)).values
  while chosen.count < k {
    let total = nearest.reduce(0, +)
    var pick = n - 1
    if total > 0 {
      var rest = source.nextUnit() * total
      for i in 0..<n {
        rest -= nearest[i]
        if rest < 0 {
          pick = i
          break
        }
      }
    } else {
      pick = (0..<n).first { !chosen.contains($0) } ?? 0
    }
    chosen.append(pick)
    let own = try x.squaredDistances(to: x.rows([pick])).values
    for i in 0..<n { nearest[i] = min(nearest[i], own[i]) }
  }
  return try x.rows(chosen)
}

/// How the distance of two groups follows from those of their parts.
public enum Linkage: String, Sendable {
  /// That of the nearest members.
  case single
  /// That of the farthest members.
  case complete
  /// The mean over all pairs.
  case average
  /// By how much joining raises the sum of squares, as a distance.
  case ward
}

/// The merges that join all examples into one group, nearest groups first.
///
/// Row *i* has the two groups that are joined, their distance and the size of the new group, which
/// is number *n* + *i*, in the form of SciPy's `linkage`.
///
/// - Complexity: O(*n*³) time, O(*n*²) space.
/// - Source: Lance, Williams, "A general theory of classificatory sorting strategies", 1967.
public func hierarchicalClustering(
  _ x: Tensor, linkage: Linkage
) throws(TensorError) -> Tensor {
  let (n, _) = try requireSamples(x, for: "hierarchical clustering")
  guard n <= 3000 else {
    throw TensorError(.limit, "hierarchical clustering takes at most 3000 examples, not \(n)")
  }
  var distance = try x.squaredDistances(to: x).mapped(.sqrt).values
  var size = [Double](repeating: 1, count: n)
  var name = Array(0..<n)
  var alive = Array(0..<n)
  var merges: [Double] = []
  for step in 0..<max(0, n - 1) {
    var (first, second, least) = (0, 0, Double.infinity)
    for (place, a) in alive.enumerated() {
      for b in alive[(place + 1)...] where distance[a * n + b] < least {
        (first, second, least) = (a, b, distance[a * n + b])
      }
    }
    let (p, q) = (size[first], size[second])
    merges += [
      Double(min(name[first], name[second])), Double(max(name[first], name[second])), least, p + q,
    ]
    alive.removeAll { $0 == second }
    for other in alive where other != first {
      let (a, b, r) = (distance[first * n + other], distance[second * n + other], size[other])
      let joined: Double
      switch linkage {
      case .single: joined = min(a, b)
      case .complete: joined = max(a, b)
      case .average: joined = (p * a + q * b) / (p + q)
      case .ward:
        let sum = (p + r) * a * a + (q + r) * b * b - r * least * least
        joined = (max(0, sum) / (p + q + r)).squareRoot()
      }
      distance[first * n + other] = joined
      distance[other * n + first] = joined
    }
    size[first] = p + q
    name[first] = n + step
  }
  return try Tensor(shape: [max(0, n - 1), 4], values: merges)
}

/// The groups that are left when only the merges down to `k` groups are made, numbered by their first
/// members.
public func clusters(_ merges: Tensor, count k: Int) throws(TensorError) -> [Int] {
  guard merges.rank == 2, merges.shape[1] == 4 else {
    throw TensorError(.shape, "merges have rows of four, not the shape \(merges.shape)")
  }
  let n = merges.shape[0] + 1
  guard k > 0, k <= n else { throw TensorError(.domain, "\(n) examples cannot form \(k) groups") }
  var owner = Array(0..<(2 * n - 1))
  func root(_ index: Int) -> Int {
    var index = index
    while owner[index] != index { index = owner[index] }
    return index
  }
  for step in 0..<(n - k) {
    for column in 0..<2 {
      guard let part = Int(exactly: merges[flat: step * 4 + column]), part >= 0, part < n + step
      else { throw TensorError(.index, "merge \(step) joins a group that does not exist yet") }
      owner[root(part)] = n + step
    }
  }
  var numbers: [Int: Int] = [:]
  return (0..<n).map { index in
    let group = root(index)
    if let known = numbers[group] { return known }
    numbers[group] = numbers.count
    return numbers.count - 1
  }
}

/// Groups of dense places: an example with `minimum` examples (itself counted) within `epsilon` is a
/// core; cores in reach of each other are one group, and others join a core's; −1 is noise.
///
/// - Source: Ester, Kriegel, Sander, Xu, "A density-based algorithm for discovering clusters", 1996.
public func dbscan(
  _ x: Tensor, epsilon: Double, minimum: Int
) throws(TensorError) -> [Int] {
  let (n, _) = try requireSamples(x, for: "DBSCAN")
  guard epsilon > 0, minimum > 0 else {
    throw TensorError(.domain, "DBSCAN needs a radius and a least number above 0")
  }
  let squares = try x.squaredDistances(to: x)
  let limit = epsilon * epsilon
  let near = (0..<n).map { i in (0..<n).filter { squares[flat: i * n + $0] <= limit } }
  var labels = [Int](repeating: -1, count: n)
  var group = 0
  for start in 0..<n where labels[start] < 0 && near[start].count >= minimum {
    labels[start] = group
    var open = [start]
    while let core = open.popLast() {
      for other in near[core] where labels[other] < 0 {
        labels[other] = group
        if near[other].count >= minimum { open.append(other) }
      }
    }
    group += 1
  }
  return labels
}
