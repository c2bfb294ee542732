import Diagnostics

/// The sizes of a tensor's axes, outermost first; `[]` is the shape of a single number.
///
/// Up to eight axes are kept inline, two to a word, so that a result costs one allocation, its
/// values. Every shape that exists is small enough to be allocated: the product of its non-zero
/// sizes is at most ``maximumElements``, therefore sizes can be multiplied without checks and any
/// choice of axes is a shape too.
public struct Shape: Sendable, Hashable {
  /// The number of axes, 0 for a single number.
  public let rank: Int
  @usableFromInline let pair0: UInt64
  @usableFromInline let pair1: UInt64
  @usableFromInline let pair2: UInt64
  @usableFromInline let pair3: UInt64

  /// The most axes that a tensor may have: two more than a batched image of patches needs.
  public static let maximumRank = 8
  /// The most elements that a tensor may have.
  public static let maximumElements = Limits().tensorElements

  /// The shape of a single number.
  public static let scalar = Shape(unchecked: 0, 0, 0)

  /// The shape with `sizes`, or an error if one is negative or they are too many or too large.
  public init(_ sizes: some Collection<Int>) throws(TensorError) {
    var builder = ShapeBuilder()
    guard sizes.count <= Shape.maximumRank else { throw .tooManyAxes(sizes.count) }
    var product = 1
    for size in sizes {
      guard size >= 0 else { throw .negativeSize(size, in: Array(sizes)) }
      let (next, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow, next <= Shape.maximumElements else {
        throw .tooLarge(Array(sizes))
      }
      product = next
      builder.append(size)
    }
    self = builder.shape
  }

  /// The shape `[count]` or `[rows, columns]` of values that exist already.
  @usableFromInline init(unchecked rank: Int, _ first: Int, _ second: Int) {
    self.rank = rank
    pair0 = UInt64(truncatingIfNeeded: first) | UInt64(truncatingIfNeeded: second) &<< 32
    pair1 = 0
    pair2 = 0
    pair3 = 0
  }

  init(rank: Int, words: (UInt64, UInt64, UInt64, UInt64)) {
    self.rank = rank
    (pair0, pair1, pair2, pair3) = words
  }

  /// The shape `[count]` of a vector whose values exist.
  @inlinable static func vector(_ count: Int) -> Shape {
    precondition(count <= Int(Int32.max), "a vector holds at most 2³¹ - 1 values")
    return Shape(unchecked: 1, count, 0)
  }

  /// The shape `[rows, columns]`, checked against the limits.
  static func matrix(_ rows: Int, _ columns: Int) throws(TensorError) -> Shape {
    let (product, overflow) = max(rows, 1).multipliedReportingOverflow(by: max(columns, 1))
    guard rows >= 0, columns >= 0, !overflow, product <= maximumElements else {
      return try Shape([rows, columns])
    }
    return Shape(unchecked: 2, rows, columns)
  }

  /// The size of the axis `axis`, which must exist.
  @inlinable public subscript(axis: Int) -> Int {
    precondition(axis >= 0 && axis < rank, "the axis exists")
    let pair = axis < 4 ? (axis < 2 ? pair0 : pair1) : (axis < 6 ? pair2 : pair3)
    return Int(
      truncatingIfNeeded: (pair &>> UInt64(truncatingIfNeeded: (axis & 1) &* 32)) & 0xFFFF_FFFF)
  }

  /// The number of elements: the product of the sizes.
  @inlinable public var count: Int {
    var product = 1
    for axis in 0..<rank { product &*= self[axis] }
    return product
  }

  /// The sizes as an array, outermost first.
  public var sizes: [Int] {
    (0..<rank).map { self[$0] }
  }

  /// The size of the last axis, or 1 for a single number.
  var last: Int { rank == 0 ? 1 : self[rank - 1] }

  /// Whether `shape` has the sizes `sizes`.
  public static func == (shape: Shape, sizes: [Int]) -> Bool {
    shape.sizes == sizes
  }
}

extension Shape: CustomStringConvertible {
  /// The sizes as the language writes them, such as `[2, 3]`.
  public var description: String {
    sizes.description
  }
}

/// Collects sizes that are known to be valid into a shape.
struct ShapeBuilder {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private(set) var rank = 0

  mutating func append(_ size: Int) {
    precondition(rank < Shape.maximumRank, "the caller has checked the number of axes")
    let bits = UInt64(truncatingIfNeeded: size) &<< UInt64((rank & 1) * 32)
    switch rank >> 1 {
    case 0: words.0 |= bits
    case 1: words.1 |= bits
    case 2: words.2 |= bits
    default: words.3 |= bits
    }
    rank += 1
  }

  var shape: Shape { Shape(rank: rank, words: words) }
}
