package import Diagnostics
package import Tensors

/// The machine without a program: what compiled code shares with interpreted code.
///
/// An ejected chapter runs as compiled Swift; its library functions, derivatives and texts come from
/// here, so that both give the same bits because both are the same code. What goes in and out are the
/// values that library functions take. The operations on the tape are in `HostTraced.swift`.
///
/// A class, because it owns the chapter's stream of random numbers and the tape; one thread uses it.
package final class ScriptHost: @unchecked Sendable {
  let machine: Machine
  /// How many library functions were called: each call has a place of its own, because controls are
  /// told apart by it.
  private var callCount = 0

  /// A host for one chapter.
  package init(
    library: LibraryTable, seed: UInt64, limits: Limits = Limits(), dataFiles: DataFiles = .none
  ) {
    machine = Machine(
      Bytecode(), library: library, limits: limits, seed: seed, dataFiles: dataFiles)
  }

  /// What has been printed since the last call of this method, one entry for each `print`.
  package func takePrinted() -> [String] {
    defer { machine.shown = [] }
    return machine.shown.compactMap { entry in
      if case .printed(let text) = entry.content { text } else { nil }
    }
  }

  /// Starts to count what one cell may use.
  package func startCell() { machine.startCell(seconds: machine.limits.cellSeconds) }

  /// Whether a gradient is being taken.
  package var isTracing: Bool { machine.tape != nil }

  /// Calls library function `index`.
  package func call(_ index: Int, _ arguments: [Value]) throws(Diagnostic) -> Value {
    var arguments = arguments
    let entry = machine.library.functions[index]
    // `Int(text)` asks the same code for an integer.
    if case .intrinsic(.numberFromText) = entry.body, entry.name == "Int" {
      arguments.append(.bool(true))
    }
    callCount += 1
    return try placed { () throws(Failure) in
      try machine.callLibrary(index, arguments, at: .at(callCount))
    }
  }

  /// Takes a derivative of `function` at `points`.
  package func differentiate(
    _ kind: Differentiation.Kind, _ points: [Value],
    _ function: @escaping @Sendable ([Value]) throws -> Value
  ) throws(Diagnostic) -> Value {
    let value = Value.function(FunctionValue(name: "closure", host: function))
    return try placed { () throws(Failure) in
      try machine.differentiate(kind, points + [value], at: .at(0))
    }
  }

  /// The value without places on tapes in it.
  package func plain(_ value: Value) -> Value { value.deeplyUntraced }

  /// Refuses a number that is not an integer of at most 2⁵³ in size.
  package func testIntegral(_ number: Double) throws(Diagnostic) {
    try placed { () throws(Failure) in
      if integer(number) == nil { throw machine.notIntegral(number) }
    }
  }

  /// `x % y`, truncated, with the sign of the dividend.
  package func remainder(_ x: Double, _ y: Double) throws(Diagnostic) -> Double {
    try placed { () throws(Failure) in try Script.remainder(x, y) }
  }

  /// The integral quotient, cut off toward zero.
  package func quotient(_ x: Double, _ y: Double) throws(Diagnostic) -> Double {
    try placed { () throws(Failure) in try machine.quotient(x, y) }
  }

  /// Rows and columns exchanged; a vector becomes a column.
  package func transposed(_ tensor: Tensor) throws(Diagnostic) -> Tensor {
    try placed { () throws(Failure) in try machine.transposed(tensor) }
  }

  /// `number` as a position in `what`, which has `count` elements.
  package func position(
    _ number: Double, _ count: Int, of what: String
  ) throws(Diagnostic) -> Int {
    try placed { () throws(Failure) in try checkedPosition(number, count, of: what) }
  }

  /// The place in row-major order of an element of a matrix.
  package func place(
    _ row: Double, _ column: Double, in tensor: Tensor
  ) throws(Diagnostic) -> Int {
    try placed { () throws(Failure) in try machine.place(row, column, in: tensor) }
  }

  /// The positions from `lower` to `upper` of something with `count` elements.
  package func positions(
    _ lower: Double?, _ upper: Double?, isClosed: Bool, count: Int, of what: String
  ) throws(Diagnostic) -> Range<Int> {
    try placed { () throws(Failure) in
      try machine.positions(lower, upper, isClosed: isClosed, count: count, of: what)
    }
  }

  /// Where the first, last, least or greatest element of a vector stands.
  package func place(of end: VectorEnd, in tensor: Tensor) throws(Diagnostic) -> Int {
    try placed { () throws(Failure) in try machine.place(of: end.opcode, in: tensor) }
  }

  /// An element of a vector that has a name.
  package enum VectorEnd: Sendable {
    case first, last, least, greatest

    fileprivate var opcode: Opcode {
      switch self {
      case .first: .firstElement
      case .last: .lastElement
      case .least: .leastElement
      case .greatest: .greatestElement
      }
    }
  }

  /// Runs `body`; what it throws has no place in a source that the host would know.
  func placed<Result>(_ body: () throws(Failure) -> Result) throws(Diagnostic) -> Result {
    do throws(Failure) {
      return try body()
    } catch {
      throw error.diagnostic(at: .at(0))
    }
  }
}

/// The smaller number; NaN if either is NaN, the first of equals.
package func scriptMinimum(_ x: Double, _ y: Double) -> Double { minimum(x, y) }

/// The larger number; NaN if either is NaN, the first of equals.
package func scriptMaximum(_ x: Double, _ y: Double) -> Double { maximum(x, y) }

/// The number as an integer that is at most 2⁵³ in size, or nil.
package func scriptInteger(_ number: Double) -> Int? { integer(number) }

extension Value {
  /// What a number register would hold for this value.
  package var numberValue: Double { number }

  /// What a tensor register would hold for this value; a list of numbers is a vector.
  package var tensorValue: Tensor { plainTensor }

  /// Whether it is the empty optional.
  package var isNil: Bool { isNone(self) }

  /// Whether a text or tuple comes before another, or with `orEqual` not after it.
  package func precedes(_ other: Value, orEqual: Bool) -> Bool {
    orEqual ? isOrderedOrEqual(self, other) : isOrdered(self, other)
  }

  /// Refuses a key that would never be found again.
  package func checkAsKey() throws(Diagnostic) {
    do throws(Failure) { try checkKey(self) } catch { throw error.diagnostic(at: .at(0)) }
  }
}

extension FunctionValue {
  /// Calls a function of the host.
  package func callHost(_ arguments: [Value]) throws -> Value {
    guard case .host(let host) = body else { return .void }
    return try host(arguments)
  }
}
