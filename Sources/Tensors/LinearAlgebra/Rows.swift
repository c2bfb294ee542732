import Kernels
import Numerics

/// A row-major matrix in memory that a factorisation works on, row by row.
struct Rows {
  let base: UnsafeMutablePointer<Double>
  let columns: Int

  init(_ base: UnsafeMutablePointer<Double>, columns: Int) {
    self.base = base
    self.columns = columns
  }

  /// Where the row `i` begins, `j` places in.
  @inline(__always)
  func row(_ i: Int, from j: Int = 0) -> UnsafeMutablePointer<Double> {
    base + (i &* columns &+ j)
  }

  @inline(__always)
  subscript(i: Int, j: Int) -> Double {
    get { base[i &* columns &+ j] }
    nonmutating set { base[i &* columns &+ j] = newValue }
  }

  /// Adds `factor` times the values at `source` to the row `i` from column `j` to the last.
  @inline(__always)
  func add(_ factor: Double, _ source: UnsafePointer<Double>, toRow i: Int, from j: Int) {
    addMultiple(columns - j, factor, source, row(i, from: j))
  }

  func swapRows(_ i: Int, _ k: Int) {
    guard i != k else { return }
    let a = row(i)
    let b = row(k)
    for j in 0..<columns { swap(&a[j], &b[j]) }
  }
}

/// y = a x + y, each step fused.
@inline(__always)
func addMultiple(
  _ count: Int, _ a: Double, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
) {
  mb_add_multiple(count, a, x, y, Product.width)
}

/// (x, y) = (c x + s y, c y − s x).
@inline(__always)
func rotate(
  _ count: Int, _ c: Double, _ s: Double, _ x: UnsafeMutablePointer<Double>,
  _ y: UnsafeMutablePointer<Double>
) {
  mb_rotate(count, c, s, x, y, Product.width)
}

/// The inner product in eight lanes.
@inline(__always)
func innerProduct(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
  Sums.dot(UnsafeBufferPointer(start: x, count: count), UnsafeBufferPointer(start: y, count: count))
}

/// The length of `count` values, without overflow.
func length(_ count: Int, _ x: UnsafePointer<Double>) -> Double {
  euclideanNorm(UnsafeBufferPointer(start: x, count: count))
}

extension Tensor {
  /// The sizes of a matrix, or an error that says that `operation` needs one.
  func matrixSizes(for operation: String) throws(TensorError) -> (rows: Int, columns: Int) {
    guard rank == 2 else { throw .wrongRank(shape, for: operation, needs: "a matrix") }
    return (shape[0], shape[1])
  }

  /// The size of a square matrix of finite values, or an error that says that `operation` needs one.
  func squareSize(for operation: String) throws(TensorError) -> Int {
    guard rank == 2, shape[0] == shape[1] else {
      throw .wrongRank(shape, for: operation, needs: "a square matrix")
    }
    try requireFinite(for: operation)
    return shape[0]
  }

  /// Throws if a value is NaN or infinite: factorisations have no meaning then.
  func requireFinite(for operation: String) throws(TensorError) {
    guard storage.allSatisfy(\.isFinite) else {
      throw TensorError(.domain, "\(operation) needs finite values, but some are NaN or infinite")
    }
  }
}
