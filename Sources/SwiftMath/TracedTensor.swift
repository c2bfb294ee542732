import Diagnostics
import Script
import Tensors

/// A tensor of a traced twin: the tensor, and where it stands on the tape of the gradient being taken.
public struct TracedTensor: Sendable {
  var base: Script.TracedTensor

  init(_ base: Script.TracedTensor) { self.base = base }

  /// A constant.
  public init(_ tensor: Tensor) { base = Script.TracedTensor(tensor.base) }

  /// A vector of numbers.
  public init(_ numbers: [TracedNumber]) { base = host.vector(numbers.map(\.base)) }

  /// A number as a tensor of rank 0.
  public init(scalar number: TracedNumber) { base = host.tensor(number.base) }

  /// The tensors in `rows`, of equal shape, as one of a rank more.
  public init(rows: [TracedTensor]) {
    base = stopping { host throws(Diagnostic) in try host.stacked(rows.map(\.base)) }
  }

  /// The numbers of a sequence whose length is known, each passed through `transform`.
  public init<Elements: Collection>(
    mapping elements: Elements, _ transform: (Elements.Element) -> TracedNumber
  ) {
    base = Script.TracedTensor(
      Tensors.Tensor([Double](repeating: 0, count: elements.count)))
    var place = 0
    for element in elements {
      host.setElement(&base, place, transform(element).base)
      place += 1
    }
  }

  /// The numbers of a sequence, each passed through `transform`, added one by one.
  public init<Elements: Sequence>(
    appending elements: Elements, _ transform: (Elements.Element) -> TracedNumber
  ) {
    self.init([TracedNumber]())
    for element in elements { append(transform(element)) }
  }

  /// The results of `transform` that are not nil, added one by one.
  public init<Elements: Sequence>(
    compacting elements: Elements, _ transform: (Elements.Element) -> TracedNumber?
  ) {
    self.init([TracedNumber]())
    for element in elements { if let number = transform(element) { append(number) } }
  }

  /// The numbers for which `isIncluded` holds, added one by one.
  public init<Elements: Sequence>(
    filtering elements: Elements, _ isIncluded: (TracedNumber) -> Bool
  ) where Elements.Element == TracedNumber {
    self.init([TracedNumber]())
    for element in elements where isIncluded(element) { append(element) }
  }

  /// The tensor alone.
  public var value: Tensor { Tensor(base.value) }

  /// The number of elements along the first axis.
  public var count: Double { value.count }

  /// The numbers of a vector, each read when its turn comes.
  public var elements: TracedElements { TracedElements(base: base) }

  /// The parts along the first axis, each read when its turn comes.
  public var rows: TracedRows { TracedRows(base: base) }

  /// Rows and columns exchanged; a vector becomes a column.
  public var T: TracedTensor {
    TracedTensor(stopping { host throws(Diagnostic) in try host.transposed(base) })
  }

  /// The only element.
  public var number: TracedNumber {
    TracedNumber(stopping { host throws(Diagnostic) in try host.number(base) })
  }

  /// The same tensor, whose rank must be `rank`.
  public func checked(rank: Int) -> TracedTensor {
    _ = value.checked(rank: rank)
    return self
  }

  /// The sum of all elements.
  public func sum() -> TracedNumber { TracedNumber(host.sum(base)) }

  /// The first number of a vector.
  public var first: TracedNumber { end(.first) }

  /// The last number of a vector.
  public var last: TracedNumber { end(.last) }

  /// The least number of a vector, or a NaN in it.
  public func min() -> TracedNumber { end(.least) }

  /// The greatest number of a vector, or a NaN in it.
  public func max() -> TracedNumber { end(.greatest) }

  private func end(_ end: ScriptHost.VectorEnd) -> TracedNumber {
    let place = stopping { host throws(Diagnostic) in try host.place(of: end, in: base.value) }
    return TracedNumber(host.element(base, place))
  }

  /// Adds a number at the end of a vector.
  public mutating func append(_ number: TracedNumber) { host.append(number.base, to: &base) }
}

extension TracedTensor {
  /// An element of a vector.
  public subscript(_ index: TracedNumber) -> TracedNumber {
    get { TracedNumber(host.element(base, value.position(index.value))) }
    set { host.setElement(&base, value.position(index.value), newValue.base) }
  }

  /// An element of a matrix.
  public subscript(_ row: TracedNumber, _ column: TracedNumber) -> TracedNumber {
    get { TracedNumber(host.element(base, value.place(row.value, column.value))) }
    set { host.setElement(&base, value.place(row.value, column.value), newValue.base) }
  }

  /// A part of a tensor.
  public subscript(_ axes: Axis...) -> TracedTensor {
    get {
      let slices = slices(axes, of: base.value.shape)
      return TracedTensor(stopping { host throws(Diagnostic) in try host.slice(base, slices) })
    }
    set {
      let slices = slices(axes, of: base.value.shape)
      var changed = base
      stopping { host throws(Diagnostic) in try host.setSlice(&changed, slices, newValue.base) }
      base = changed
    }
  }
}

/// The numbers of a traced vector; reading one is a step on the tape.
public struct TracedElements: RandomAccessCollection, Sendable {
  let base: Script.TracedTensor

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place after the last one.
  public var endIndex: Int { base.value.count }
  /// The number at a place.
  public subscript(_ index: Int) -> TracedNumber { TracedNumber(host.element(base, index)) }
}

/// The parts of a traced tensor along its first axis; reading one is a step on the tape.
public struct TracedRows: RandomAccessCollection, Sendable {
  let base: Script.TracedTensor

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place after the last one.
  public var endIndex: Int { base.value.rank == 0 ? 0 : base.value.shape[0] }
  /// The part at a place.
  public subscript(_ index: Int) -> TracedTensor {
    TracedTensor(stopping { host throws(Diagnostic) in try host.slice(base, [.at(index)]) })
  }
}
