import Diagnostics
import Script
import Tensors

/// A vector, matrix or tensor of higher rank of an ejected chapter.
///
/// One type for all ranks, because the language's checker has settled the ranks; `Vector` and `Matrix`
/// are names for the reader. A mistake at run time (shapes that do not fit, an index out of range)
/// stops the chapter with the interpreter's message, as Swift's arrays stop a program.
public struct Tensor: Sendable, Equatable {
  var base: Tensors.Tensor

  init(_ base: Tensors.Tensor) { self.base = base }

  /// The vector of `values`.
  public init(_ values: [Double]) { base = Tensors.Tensor(values) }

  /// A number as a tensor of rank 0.
  public init(scalar number: Double) { base = Tensors.Tensor(scalar: number) }

  /// The tensors in `rows`, of equal shape, as one of a rank more.
  public init(rows: [Tensor]) {
    base = orStop { () throws(TensorError) in try Tensors.Tensor.stacked(rows.map(\.base)) }
  }

  /// The numbers of a sequence, each passed through `transform`.
  public init<Elements: Sequence>(
    mapping elements: Elements, _ transform: (Elements.Element) -> Double
  ) {
    base = Tensors.Tensor(elements.map(transform))
  }

  /// The number of elements along the first axis.
  public var count: Double { base.rank == 0 ? 0 : Double(base.shape[0]) }

  /// The numbers of a vector.
  public var elements: [Double] { base.values }

  /// The parts of a matrix, or of a tensor of higher rank, along the first axis.
  public var rows: [Tensor] {
    (0..<(base.rank == 0 ? 0 : base.shape[0])).map { row in
      Tensor(orStop { () throws(TensorError) in try base.at(row) })
    }
  }

  /// Rows and columns exchanged; a vector becomes a column.
  public var T: Tensor { Tensor(stopping { host throws(Diagnostic) in try host.transposed(base) }) }

  /// The only element.
  public var number: Double {
    if let scalar = base.scalar { return scalar }
    stop("a tensor of shape \(base.shape) is not a single number")
  }

  /// The same tensor, whose rank must be `rank`.
  public func checked(rank: Int) -> Tensor {
    if base.rank == rank { return self }
    stop("a tensor of shape \(base.shape) has rank \(base.rank), not \(rank)")
  }

  /// The sum of all elements.
  public func sum() -> Double { base.sum() }

  /// The first number of a vector.
  public var first: Double { end(.first) }

  /// The last number of a vector.
  public var last: Double { end(.last) }

  /// The least number of a vector, or a NaN in it.
  public func min() -> Double { end(.least) }

  /// The greatest number of a vector, or a NaN in it.
  public func max() -> Double { end(.greatest) }

  private func end(_ end: ScriptHost.VectorEnd) -> Double {
    base[flat: stopping { host throws(Diagnostic) in try host.place(of: end, in: base) }]
  }

  /// Adds a number at the end of a vector.
  public mutating func append(_ number: Double) {
    var list = base.values
    base = Tensors.Tensor([])
    list.append(number)
    base = Tensors.Tensor(list)
  }
}

/// A row of numbers.
public typealias Vector = Tensor
/// A table of numbers.
public typealias Matrix = Tensor

/// One axis of a subscript of a tensor.
public enum Axis: Sendable {
  /// One position: the axis disappears.
  case at(Double)
  /// The whole axis.
  case all
  /// Positions from `lower` to `upper`; an end that is nil is open.
  case range(from: Double?, to: Double?, isClosed: Bool)
  /// The positions in a range.
  case positions(NumberRange)
}

extension Tensor {
  /// An element of a vector.
  public subscript(_ index: Double) -> Double {
    get { base[flat: position(index)] }
    set {
      let place = position(index)
      base[flat: place] = newValue
    }
  }

  /// An element of a matrix.
  public subscript(_ row: Double, _ column: Double) -> Double {
    get { base[flat: place(row, column)] }
    set {
      let place = place(row, column)
      base[flat: place] = newValue
    }
  }

  /// A part of a tensor.
  public subscript(_ axes: Axis...) -> Tensor {
    get {
      Tensor(orStop { () throws(TensorError) in try base.sliced(slices(axes, of: base.shape)) })
    }
    set {
      let slices = slices(axes, of: base.shape)
      orStop { () throws(TensorError) in try base.setSlice(slices, to: newValue.base) }
    }
  }

  func position(_ index: Double) -> Int {
    stopping { host throws(Diagnostic) in try host.position(index, base.count, of: "vector") }
  }

  func place(_ row: Double, _ column: Double) -> Int {
    stopping { host throws(Diagnostic) in try host.place(row, column, in: base) }
  }
}

/// The axes of a subscript, with positions that fit `shape`.
func slices(_ axes: [Axis], of shape: Shape) -> [AxisSlice] {
  guard axes.count <= shape.rank else {
    stop(
      "a tensor of shape \(shape) has \(shape.rank) axes, but \(axes.count) are subscripted")
  }
  return axes.enumerated().map { number, axis in
    let size = shape[number]
    let what = "axis \(number)"
    switch axis {
    case .all: return .all
    case .at(let index):
      return .at(stopping { host throws(Diagnostic) in try host.position(index, size, of: what) })
    case .range(from: let lower, to: let upper, let isClosed):
      return .range(
        stopping { host throws(Diagnostic) in
          try host.positions(lower, upper, isClosed: isClosed, count: size, of: what)
        })
    case .positions(let range):
      return .range(
        stopping { host throws(Diagnostic) in
          try host.positions(
            range.lower, range.upper, isClosed: range.isClosed, count: size, of: what)
        })
    }
  }
}
