import Diagnostics
import Tensors

extension Machine {
  /// Adds a number to that of a key of a dictionary, or to the one after it.
  private func addTraced(
    _ slot: UnsafeMutablePointer<Value>, _ key: Value, _ d: UnsafePointer<Double>,
    _ n: (UInt32, UInt32), _ tape: Tape
  ) {
    guard case .dictionary(let dictionary) = slot.pointee else { return }
    let old = dictionary[key]
    let trace = tape.record(.add, old?.trace(on: tape) ?? n.1, n.0)
    let number = (old?.number ?? d[1]) + d[0]
    withDictionary(slot) { $0[key] = traced(.double(number), trace) }
  }

  /// Runs an instruction that is not in the traced main loop.
  ///
  /// Those through which gradients go are here and in `performTracedTensor`; the others run as they
  /// do without a tape, and what they give is a constant.
  @inline(never)
  func performTraced(
    _ i: Instruction, _ function: UnsafeMutablePointer<FunctionRecord>,
    _ pc: UnsafePointer<Instruction>, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>, _ tape: Tape
  ) throws(Failure) -> Int {
    setTop(function, d, t, v)
    guard tape.steps.count < Tape.maximumSteps else { throw tapeLimit }
    let n = numberTraces + (d - numbers)
    let m = tensorTraces + (t - tensors)
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .moveTensor, .takeTensor:
      t[a] = i.op == .takeTensor ? taken(&t[b]) : t[b]
      m[a] = m[b]
    case .loadGlobalNumber:
      d[a] = numbers[b]
      n[a] = numberTraces[b]
    case .storeGlobalNumber:
      numbers[b] = d[a]
      numberTraces[b] = n[a]
    case .loadGlobalTensor, .takeGlobalTensor:
      t[a] = i.op == .takeGlobalTensor ? taken(&tensors[b]) : tensors[b]
      m[a] = tensorTraces[b]
    case .storeGlobalTensor:
      tensors[b] = t[a]
      tensorTraces[b] = m[a]
    case .captureNumber:
      guard case .function(let closure) = v[b] else { return 0 }
      d[a] = closure.numbers[c]
      n[a] = closure.traces.map { $0.tape == tape.serial ? $0.numbers[c] : 0 } ?? 0
    case .captureTensor:
      guard case .function(let closure) = v[b] else { return 0 }
      t[a] = closure.tensors[c]
      m[a] = closure.traces.map { $0.tape == tape.serial ? $0.tensors[c] : 0 } ?? 0
    case .cellNumber, .setCellNumber, .cellTensor, .setCellTensor, .takeCellTensor:
      performTracedCell(i, d, t, v, tape)
    case .boxNumber: v[a] = traced(.double(d[b]), n[b])
    case .boxTensor: v[a] = traced(.tensor(i.x != 0 ? taken(&t[b]) : t[b]), m[b])
    case .unboxNumber:
      d[a] = v[b].number
      n[a] = v[b].trace(on: tape)
    case .partNumber:
      let value = part(v[b], c)
      if i.x != 0 { v[b] = .void }
      d[a] = value.number
      n[a] = value.trace(on: tape)
    case .setPartNumber: setPart(v + a, c, traced(.double(d[b]), n[b]))
    case .elementPartNumber:
      guard case .array(let elements) = v[b] else { return 0 }
      let index = try checkedPosition(d[c], elements.count, of: "array")
      let value = part(elements[index], Int(i.x))
      d[a] = value.number
      n[a] = value.trace(on: tape)
    case .setElementPartNumber:
      try setElementPart(v + a, d[b], Int(i.x), traced(.double(d[c]), n[c]))
    case .addToElementPart, .subtractFromElementPart:
      guard case .array(let elements) = v[a] else { return 0 }
      let index = try checkedPosition(d[b], elements.count, of: "array")
      let old = part(elements[index], Int(i.x))
      let isSum = i.op == .addToElementPart
      let trace = tape.record(isSum ? .add : .subtract, old.trace(on: tape), n[c])
      let number = isSum ? old.number + d[c] : old.number - d[c]
      try setElementPart(v + a, d[b], Int(i.x), traced(.double(number), trace))
    case .addToKey:
      try checkKey(v[b])
      unpack(&v[b])
      addTraced(v + a, v[b], d + c, (n[c], n[c + 1]), tape)
    case .addToKeyOfElement:
      guard case .array(let elements) = v[b] else { return 0 }
      let place = try checkedPosition(d[c], elements.count, of: "array")
      let numbers = function.pointee.constants + Int(i.x)
      addTraced(v + a, elements[place], numbers, (0, 0), tape)
    case .unboxTensor:
      let tensor = try tracedTensor(v[b], tape)
      if i.x != 0 { v[b] = .void }
      t[a] = tensor.value
      m[a] = tensor.trace
    case .tensorBinary, .tensorScalar, .scalarTensor, .tensorUnary, .matrixProduct, .dot, .outer,
      .hadamard, .element2, .setElement, .addToElement, .subtractFromElement, .setElement2, .slice,
      .setSlice, .row, .tensorToNumber,
      .numberToTensor, .makeVector, .appendNumber, .appendNumbers, .stack, .stackArray, .rows,
      .sum, .firstElement, .lastElement, .leastElement, .greatestElement, .transpose:
      try performTracedTensor(i, function, pc, d, t, v, tape)
    case .countPrepare:
      n[a] = 0
      n[a + 1] = 0
      return try perform(i, function, pc, d, t, v)
    case .stridePrepare:
      for register in a..<(a + 5) { n[register] = 0 }
      return try perform(i, function, pc, d, t, v)
    case .rangeBounds:
      n[a] = 0
      n[a + 1] = 0
      return try perform(i, function, pc, d, t, v)
    case .testRank, .setCellValue:
      return try perform(i, function, pc, d, t, v)
    default:
      let jump = try perform(i, function, pc, d, t, v)
      switch i.op.operands.a {
      case .register(.number): n[a] = 0
      case .register(.tensor): m[a] = 0
      default: break
      }
      return jump
    }
    return 0
  }

  private func performTracedCell(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>, _ tape: Tape
  ) {
    guard case .cell(let cell) = v[Int(i.b)] else { return }
    let a = Int(i.a)
    let n = numberTraces + (d - numbers)
    let m = tensorTraces + (t - tensors)
    let trace = cell.tape == tape.serial ? cell.trace : 0
    switch i.op {
    case .cellNumber:
      d[a] = cell.number
      n[a] = trace
    case .setCellNumber:
      cell.number = d[a]
      (cell.tape, cell.trace) = (tape.serial, n[a])
    case .setCellTensor:
      cell.tensor = t[a]
      (cell.tape, cell.trace) = (tape.serial, m[a])
    default:
      t[a] = i.op == .takeCellTensor ? taken(&cell.tensor) : cell.tensor
      m[a] = trace
    }
  }

  /// The tensor that a value is, or that an array of numbers makes.
  func tracedTensor(_ value: Value, _ tape: Tape) throws(Failure) -> TracedTensor {
    switch value {
    case .array(let elements):
      return tape.vector(elements.map { TracedNumber($0.number, $0.trace(on: tape)) })
    case .traced(let traced):
      if case .double(let number) = traced.value {
        return tape.tensor(TracedNumber(number, value.trace(on: tape)))
      }
      return TracedTensor(traced.value.plainTensor, value.trace(on: tape))
    default: return TracedTensor(value.plainTensor)
    }
  }

  /// The elements of a tensor on the tape.
  func tracedElements(_ traced: TracedValue) throws(Failure) -> [Value] {
    guard let tape, traced.tape == tape.serial, case .tensor(let tensor) = traced.value else {
      return try elements(of: traced.value)
    }
    let whole = TracedTensor(tensor, traced.trace)
    var result: [Value] = []
    result.reserveCapacity(firstAxis(tensor))
    for index in 0..<firstAxis(tensor) {
      if tensor.rank == 1 {
        let element = tape.element(whole, index)
        result.append(self.traced(.double(element.value), element.trace))
      } else {
        let row = try tape.slice(whole, [.at(index)])
        result.append(self.traced(.tensor(row.value), row.trace))
      }
    }
    return result
  }

  /// Calls a library function whose arguments may stand on the tape.
  func callLibraryTraced(
    _ index: Int, _ arguments: [Value], at range: SourceRange, _ tape: Tape
  ) throws(Failure) -> Value {
    let function = library.functions[index]
    let traces = arguments.map { $0.trace(on: tape) }
    let isActive = traces.contains { $0 != 0 }
    switch (function.body, function.pullback) {
    case (.intrinsic, _): return try callLibraryPlain(index, arguments, at: range)
    case (.scalar1, .scalar1) where isActive:
      return try applyTraced(function.name, index, arguments[0], at: range, tape)
    case (.scalar2(let value), .scalar2) where isActive:
      return try applyTraced(value, index, arguments[0], arguments[1], tape)
    default: break
    }
    if case .recording(let record)? = function.pullback,
      arguments.contains(where: { $0.isActive(on: tape) })
    {
      return try callRecording(function, record, arguments, tape)
    }
    let plain = arguments.map(\.deeplyUntraced)
    let result = try callLibraryPlain(index, plain, at: range)
    guard isActive || arguments.contains(where: { $0.isActive(on: tape) }) else { return result }
    // What a thing of the library is made of would be a constant from here on.
    if case .object = result { throw .noDerivative(function.name) }
    guard result.holdsNumbers else { return result }
    guard case .general = function.pullback, isActive else { throw .noDerivative(function.name) }
    let step = TapeStep.library(index, plain, traces: traces, result: result)
    var shape: Shape?
    if case .tensor(let tensor) = result { shape = tensor.shape }
    return traced(result, tape.record(step, shape))
  }

  /// A library function of one number, on each element of a tensor.
  private func applyTraced(
    _ name: String, _ index: Int, _ argument: Value, at range: SourceRange, _ tape: Tape
  ) throws(Failure) -> Value {
    let x = try tracedTensor(argument, tape)
    if let function = Tensors.UnaryOperation(rawValue: name) {
      let result = tape.unary(function, x)
      return traced(.tensor(result.value), result.trace)
    }
    let result = try callLibraryPlain(index, [argument.untraced], at: range).plainTensor
    let step = TapeStep.library(
      index, [.tensor(x.value)], traces: [x.trace], result: .tensor(result))
    return traced(.tensor(result), tape.record(step, result.shape))
  }

  /// A library function of two numbers, on broadcast tensors.
  private func applyTraced(
    _ function: @Sendable (Double, Double) -> Double, _ index: Int, _ left: Value,
    _ right: Value, _ tape: Tape
  ) throws(Failure) -> Value {
    let a = try tracedTensor(left, tape)
    let b = try tracedTensor(right, tape)
    let shape = try tensorial { () throws(TensorError) in
      try Tensor.combine(.add, a.value, b.value).shape
    }
    let x = try tape.broadcasted(a, to: shape)
    let y = try tape.broadcasted(b, to: shape)
    var result = x.value
    for place in 0..<result.count {
      result[flat: place] = function(x.value[flat: place], y.value[flat: place])
    }
    let step = TapeStep.library(
      index, [.tensor(x.value), .tensor(y.value)], traces: [x.trace, y.trace],
      result: .tensor(result))
    return traced(.tensor(result), tape.record(step, result.shape))
  }
}

extension Value {
  /// Whether the value or something in it stands on `tape`.
  func isActive(on tape: Tape) -> Bool {
    switch self {
    case .traced: trace(on: tape) != 0
    case .array(let elements): elements.contains { $0.isActive(on: tape) }
    case .tuple(let tuple): tuple.elements.contains { $0.isActive(on: tape) }
    case .structure(let structure): structure.fields.contains { $0.isActive(on: tape) }
    case .dictionary(let dictionary):
      dictionary.values.contains { $0.isActive(on: tape) }
    default: false
    }
  }

  /// Whether the value or something in it stands on a tape.
  package var holdsTraces: Bool {
    switch self {
    case .traced: true
    case .array(let elements): elements.contains { $0.holdsTraces }
    case .tuple(let tuple): tuple.elements.contains { $0.holdsTraces }
    case .structure(let structure): structure.fields.contains { $0.holdsTraces }
    case .dictionary(let dictionary): dictionary.values.contains { $0.holdsTraces }
    default: false
    }
  }

  /// Whether the value or something in it is a number, through which a gradient could go.
  var holdsNumbers: Bool {
    switch self {
    case .double, .tensor: true
    case .traced: true
    case .array(let elements): elements.contains { $0.holdsNumbers }
    case .tuple(let tuple): tuple.elements.contains { $0.holdsNumbers }
    case .structure(let structure): structure.fields.contains { $0.holdsNumbers }
    case .dictionary(let dictionary): dictionary.values.contains { $0.holdsNumbers }
    default: false
    }
  }

  /// The value without any place on a tape in it.
  var deeplyUntraced: Value {
    switch self {
    case .traced(let traced): return traced.value
    case .array(let elements): return .array(elements.map(\.deeplyUntraced))
    case .tuple(var tuple):
      tuple.elements = tuple.elements.map(\.deeplyUntraced)
      return .tuple(tuple)
    case .structure(var structure):
      structure.fields = structure.fields.map(\.deeplyUntraced)
      return .structure(structure)
    case .dictionary(let dictionary):
      return .dictionary(
        DictionaryValue(dictionary.pairs.map { ($0.key, $0.value.deeplyUntraced) }))
    default: return self
    }
  }
}
