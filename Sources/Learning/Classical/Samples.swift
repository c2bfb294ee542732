import Diagnostics
import Numerics
public import Tensors

/// Checks what a model learns from: a row of features and a target for each example.
@discardableResult
func requireSamples(
  _ x: Tensor, _ count: Int? = nil, for what: String
) throws(TensorError) -> (count: Int, width: Int) {
  guard x.rank == 2, x.shape[0] > 0, x.shape[1] > 0 else {
    throw TensorError(
      .shape, "\(what) needs a row of features for each example, not the shape \(x.shape)")
  }
  if let count, count != x.shape[0] {
    throw TensorError(
      .shape, "\(what) has \(quantity(x.shape[0], "example")) but \(quantity(count, "target"))")
  }
  guard x.values.allSatisfy(\.isFinite) else {
    throw TensorError(.domain, "\(what) needs finite features, but some are nan or infinite")
  }
  return (x.shape[0], x.shape[1])
}

/// The targets as classes 0, 1, …, and how many there are.
func requireClasses(
  _ y: [Double], for what: String
) throws(TensorError) -> (labels: [Int], count: Int) {
  var labels: [Int] = []
  labels.reserveCapacity(y.count)
  for value in y {
    guard let label = Int(exactly: value), label >= 0, label < 100_000 else {
      throw TensorError(
        .domain, "\(what) needs classes 0, 1, 2 and so on, not \(numberText(value))")
    }
    labels.append(label)
  }
  return (labels, (labels.max() ?? 0) + 1)
}

/// The square of the distance of two rows.
@inline(__always)
func squaredDistance(
  _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ width: Int
) -> Double {
  var sum = 0.0
  for j in 0..<width {
    let d = a[j] - b[j]
    sum += d * d
  }
  return sum
}

extension Tensor {
  /// Calls `body` with the start of the values, which outlives the call.
  @inline(__always)
  func withRows<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    withValues { (values: UnsafeBufferPointer<Double>) -> Result in
      guard let base = values.baseAddress else {
        return withUnsafePointer(to: 0.0) { body($0) }
      }
      return body(base)
    }
  }

  /// Row `index` of a matrix.
  func row(_ index: Int) -> [Double] {
    let width = shape[1]
    return (0..<width).map { self[flat: index * width + $0] }
  }

  /// Column `index` of a matrix.
  func column(_ index: Int) -> [Double] {
    let width = shape[1]
    return (0..<shape[0]).map { self[flat: $0 * width + index] }
  }

  /// The rows of a matrix at `indices`.
  func rows(_ indices: [Int]) throws(TensorError) -> Tensor {
    try taking(Tensor(indices.map(Double.init)))
  }

  /// The squared distances of every two rows.
  ///
  /// - Shape: self `[n, d]`, other `[m, d]` → `[n, m]`.
  /// - Complexity: O(*n m d*).
  public func squaredDistances(to other: Tensor) throws(TensorError) -> Tensor {
    guard rank == 2, other.rank == 2, shape[1] == other.shape[1] else {
      throw TensorError(
        .shape, "distances are taken between rows of one length, not \(shape) and \(other.shape)")
    }
    let (n, m, width) = (shape[0], other.shape[0], shape[1])
    var result = try Tensor.zeros([n, m])
    result.withMutableValues { out in
      withRows { a in
        other.withRows { b in
          for i in 0..<n {
            for j in 0..<m { out[i * m + j] = squaredDistance(a + i * width, b + j * width, width) }
          }
        }
      }
    }
    return result
  }
}
