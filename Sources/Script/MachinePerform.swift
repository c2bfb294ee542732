import Diagnostics
import Tensors

extension Machine {
  /// Runs an instruction that is not in the main loop; gives the distance to jump, mostly 0.
  @inline(never)
  func perform(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ pc: UnsafePointer<Instruction>, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) -> Int {
    setTop(function, d, t, v)
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .arrayElement: try loadElement(v + a, v + b, d[c])
    case .boxNumber, .boxBoolean, .unboxNumber, .moveValue, .takeValue, .loadValue, .moveTensor,
      .takeTensor, .loadTensor:
      performMove(i, function, d, t, v)
    case .quotient: d[a] = try quotient(d[b], d[c])
    case .statement: startStatement(a)
    case .countPrepare: return try prepareCounting(i, d)
    case .stridePrepare: return try prepareStride(i, d)
    case .captureTensor:
      if case .function(let function) = v[b] { t[a] = function.tensors[c] }
    case .captureValue:
      if case .function(let function) = v[b] { v[a] = function.values[c] }
    case .loadGlobalTensor: t[a] = tensors[b]
    case .storeGlobalTensor: tensors[b] = t[a]
    case .takeGlobalTensor: t[a] = taken(&tensors[b])
    case .loadGlobalValue: v[a] = values[b]
    case .storeGlobalValue: values[b] = v[a]
    case .takeGlobalValue: v[a] = taken(&values[b])
    case .newCell: v[a] = .cell(Cell())
    case .cellNumber, .setCellNumber, .cellTensor, .setCellTensor, .takeCellTensor, .cellValue,
      .setCellValue, .takeCellValue:
      performCell(i, d, t, v)
    case .unreachable:
      throw .script("run.unreachable", "this place cannot be reached")
    case .tensorUnary, .matrixProduct, .dot, .outer, .hadamard, .equalTensors, .closeTensors,
      .closeNumbers, .element2, .setElement2, .slice, .setSlice, .row, .count, .tensorToNumber,
      .numberToTensor, .makeVector, .zeros, .appendNumber, .appendNumbers, .stack, .stackArray,
      .rows,
      .testRank, .sum, .firstElement, .lastElement, .leastElement, .greatestElement, .transpose:
      try performTensor(i, d, t, v)
    case .callLibrary, .intrinsic, .show, .differentiate:
      try performCall(i, at: place(of: pc, in: function), v)
    default:
      try performValue(i, d, t, v)
    }
    return 0
  }

  /// The instructions that only move.
  @inline(never)
  func performMove(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) {
    let a = Int(i.a)
    let b = Int(i.b)
    switch i.op {
    case .boxNumber: v[a] = .double(d[b])
    case .boxBoolean: v[a] = .bool(d[b] != 0)
    case .unboxNumber: d[a] = number(of: v[b])
    case .moveTensor: t[a] = t[b]
    case .takeTensor: t[a] = taken(&t[b])
    case .loadTensor: t[a] = function.pointee.tensorConstants[b]
    case .moveValue: v[a] = v[b]
    case .takeValue: v[a] = taken(&v[b])
    default: v[a] = function.pointee.valueConstants[b]
    }
  }

  /// What is wrong with a number that should be an Int.
  func notIntegral(_ number: Double) -> Failure {
    .script(
      "value.integer",
      number.isFinite && number.magnitude > 0x1p53
        ? "an Int is at most 2⁵³ in size, not \(text(.double(number)))"
        : "an Int must be integral, not \(text(.double(number)))",
      hints: number.isFinite
        ? number.magnitude > 0x1p53
          ? [] : ["x.rounded() gives the nearest integer, Int(x) cuts the fraction off"]
        : ["ask 'x.isFinite' first"])
  }

  /// The integral quotient, cut off toward zero.
  func quotient(_ x: Double, _ y: Double) throws(Failure) -> Double {
    guard y != 0 else {
      throw .script("value.division", "an integral quotient by 0 is not defined")
    }
    try checkDigits(x, y, "quotient")
    // Whole numbers have one zero.
    return truncated(x / y) + 0
  }

  private func performCell(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) {
    guard case .cell(let cell) = v[Int(i.b)] else { return }
    let a = Int(i.a)
    switch i.op {
    case .cellNumber: d[a] = cell.number
    case .setCellNumber: cell.number = d[a]
    case .cellTensor: t[a] = cell.tensor
    case .setCellTensor: cell.tensor = t[a]
    case .takeCellTensor: t[a] = taken(&cell.tensor)
    case .cellValue: v[a] = cell.value
    case .setCellValue: cell.value = v[a]
    default: v[a] = taken(&cell.value)
    }
  }

  private func prepareCounting(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>
  ) throws(Failure) -> Int {
    let a = Int(i.a)
    let lower = d[a]
    let upper = d[a + 1]
    guard integer(lower) != nil, integer(upper) != nil else {
      throw .script(
        "range.fraction",
        "the bounds of a loop must be integral, not \(text(.double(lower))) and \(text(.double(upper)))",
        hints: ["for steps of another size write stride(from:to:by:)"])
    }
    guard lower <= upper else {
      let dots = i.x == 0 ? "..<" : "..."
      throw .script(
        "range.order",
        "the range \(text(.double(lower)))\(dots)\(text(.double(upper))) ends before it starts",
        hints: ["test for the empty case before, or use stride(from:to:by:)"])
    }
    // One form for both: the counter stays below the limit.
    if i.x != 0 { d[a + 1] = upper + 1 }
    return lower < d[a + 1] ? 0 : i.longOffset
  }

  private func prepareStride(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>
  ) throws(Failure) -> Int {
    let a = Int(i.a)
    guard d[a + 3] != 0, d[a + 3].isFinite, d[a + 2].isFinite else {
      throw .script(
        "range.step",
        "a stride cannot go from \(text(.double(d[a + 2])))"
          + " in steps of \(text(.double(d[a + 3])))",
        hints: ["the step must be a finite number other than 0"])
    }
    return strideStarts(d + a, isClosed: i.x != 0) ? 0 : i.longOffset
  }
}

/// What `slot` held; the slot is left empty.
@inline(__always)
func taken(_ slot: inout Tensor) -> Tensor {
  var result = Tensor.nothing
  swap(&result, &slot)
  return result
}

/// What `slot` held; the slot is left empty.
@inline(__always)
func taken(_ slot: inout Value) -> Value {
  var result = Value.void
  swap(&result, &slot)
  return result
}

/// Whether `value` is the empty optional.
@inline(__always)
func isNone(_ value: borrowing Value) -> Bool {
  switch value {
  case .none: true
  default: false
  }
}
