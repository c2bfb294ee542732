import Numerics

/// Numbers in a regular grid of any rank: a single number (rank 0), a vector, a matrix, and so on.
///
/// The values stand in row-major order, the last axis fastest, in one array that copies share until
/// one is changed. Operations that can fail throw a ``TensorError`` that names the operation and
/// every shape involved. Each operation comes as a new value (`adding`), and where it pays as a
/// change in place (`add`), which reuses the storage of a tensor that nobody else holds.
public struct Tensor: Sendable {
  @usableFromInline var storage: [Double]
  /// The sizes of the axes.
  public private(set) var shape: Shape

  /// The tensor with `values` in row-major order; the caller has matched them with `shape`.
  @usableFromInline init(unchecked values: [Double], _ shape: Shape) {
    assert(values.count == shape.count, "as many values as the shape holds")
    storage = values
    self.shape = shape
  }

  /// The vector of `values`.
  @inlinable public init(_ values: [Double]) {
    self.init(unchecked: values, Shape.vector(values.count))
  }

  /// The tensor of rank 0 that holds `value`.
  @inlinable public init(scalar value: Double) {
    self.init(unchecked: [value], Shape.scalar)
  }

  /// The values in row-major order.
  @inlinable public var values: [Double] { storage }

  /// The number of axes.
  @inlinable public var rank: Int { shape.rank }

  /// The number of values.
  @inlinable public var count: Int { storage.count }

  /// The single value of a tensor with one element, or nil.
  @inlinable public var scalar: Double? { storage.count == 1 ? storage[0] : nil }

  /// The value at the place `index` of the row-major order, which must exist.
  @inlinable public subscript(flat index: Int) -> Double {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  /// Calls `body` with the values in row-major order, to read.
  @inlinable public func withValues<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeBufferPointer { pointer throws(Failure) in try body(pointer) }
  }

  /// Calls `body` with the values in row-major order, to change in place.
  @inlinable public mutating func withMutableValues<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeMutableBufferPointer { pointer throws(Failure) in try body(pointer) }
  }

  /// A tensor of `shape` whose values `fill` writes, all of them.
  @inline(__always)
  static func filling(
    _ shape: Shape, _ fill: (UnsafeMutablePointer<Double>) -> Void
  ) -> Tensor {
    let count = shape.count
    guard count > 0 else { return Tensor(unchecked: [], shape) }
    return Tensor(unchecked: filledArray(count, fill), shape)
  }

  /// The same values in the shape `shape`, which holds as many.
  func with(shape: Shape) -> Tensor {
    Tensor(unchecked: storage, shape)
  }
}

extension Tensor: Equatable {
  /// Whether both have the same shape and equal values; a NaN equals nothing, not even itself.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    for i in 0..<left.count where left.storage[i] != right.storage[i] { return false }
    return true
  }
}
