import Learning
import Script
import Tensors

/// The arguments of a layer or loss: its tensors are variables where a gradient is asked for, and
/// constants everywhere else, so that one description serves cells with and without `gradient`.
struct LayerArguments {
  /// All arguments as they are.
  let values: [Value]
  fileprivate let tape: Learning.Tape?
  fileprivate let isActive: [Bool]
  fileprivate let variables = Variables()

  /// The variables made so far, by argument.
  ///
  /// A class, because reading an argument makes its variables.
  fileprivate final class Variables {
    var byArgument: [Int: [Traced]] = [:]
  }

  /// The tensor at `index`; a number is a tensor of rank 0.
  func traced(_ index: Int) throws -> Traced {
    if let known = variables.byArgument[index]?.first { return known }
    return variable(try values.tensor(index), index)
  }

  /// The tensor at `index`, or nil if the optional is empty.
  func optional(_ index: Int) throws -> Traced? {
    values.isNone(index) ? nil : try traced(index)
  }

  /// The tensors of the tuple, list or structure at `index`, in order.
  func parts(_ index: Int) throws -> [Traced] {
    if let known = variables.byArgument[index] { return known }
    return try values[index].numericLeaves.map { variable(try [$0].tensor(0), index) }
  }

  /// The matrix of the vector or matrix at `index`: a vector is one row.
  func rows(_ index: Int) throws -> (matrix: Traced, isVector: Bool) {
    let x = try traced(index)
    guard x.value.rank == 1 else { return (x, false) }
    return (try x.reshaped(to: [1, x.value.count]), true)
  }

  /// The tensor at `index` as a constant.
  func tensor(_ index: Int) throws -> Tensor { try values.tensor(index) }

  /// The number at `index`.
  func number(_ index: Int) throws -> Double { try values.number(index) }

  /// The integer at `index`.
  func integer(_ index: Int) throws -> Int { try values.integer(index) }

  /// The truth value at `index`.
  func flag(_ index: Int) throws -> Bool { try values.flag(index) }

  private func variable(_ tensor: Tensor, _ index: Int) -> Traced {
    guard let tape, isActive[index] else { return Traced(tensor) }
    let variable = tape.variable(tensor)
    variables.byArgument[index, default: []].append(variable)
    return variable
  }
}

/// What a layer gives: its tensors, and the form that the language sees.
struct LayerResult {
  let parts: [Traced]
  private let form: ([Value]) -> Value
  private let isNumber: Bool

  /// One tensor.
  init(_ tensor: Traced) {
    self.init([tensor]) { $0[0] }
  }

  /// One number.
  init(number: Traced) {
    parts = [number]
    form = { $0[0] }
    isNumber = true
  }

  /// Several tensors in the form that `form` makes of them, which keeps their order.
  init(_ parts: [Traced], form: @escaping ([Value]) -> Value) {
    self.parts = parts
    self.form = form
    isNumber = false
  }

  /// A labelled tuple of tensors.
  init(_ parts: KeyValuePairs<String, Traced>) {
    let labels = parts.map(\.key)
    self.init(parts.map(\.value)) { .tuple(TupleValue($0, labels: labels)) }
  }

  fileprivate func value() throws -> Value {
    if isNumber {
      guard let number = parts[0].value.scalar else {
        throw ScriptCause("library.result", "a single number was expected")
      }
      return .double(number)
    }
    return form(parts.map { Self.value(of: $0.value) })
  }

  private static func value(of tensor: Tensor) -> Value {
    if tensor.rank == 0, let number = tensor.scalar { return .double(number) }
    return .tensor(tensor)
  }
}

extension LibraryFunction {
  /// An entry that is computed on a tape of the engine where a gradient goes through it.
  static func layered(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    source: String = "", _ body: @escaping @Sendable (LayerArguments) throws -> LayerResult
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, summary: summary, example: example, exampleResult: result, source: source,
      body: .general { arguments, _ in
        let passive = [Bool](repeating: false, count: arguments.count)
        return try body(LayerArguments(values: arguments, tape: nil, isActive: passive)).value()
      },
      pullback: recording(body))
  }

  private static func recording(
    _ body: @escaping @Sendable (LayerArguments) throws -> LayerResult
  ) -> Pullback {
    .recording { arguments, isActive in
      let tape = Learning.Tape()
      let own = LayerArguments(values: arguments, tape: tape, isActive: isActive)
      let result = try body(own)
      return RecordedCall(try result.value()) { cotangent in
        try cotangents(of: result, own, along: cotangent, tape)
      }
    }
  }

  /// The entry, computed by `body` on a tape of the engine where a gradient goes through it.
  func recorded(
    _ body: @escaping @Sendable (LayerArguments) throws -> Traced
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example,
      exampleResult: exampleResult, source: source, body: self.body,
      pullback: Self.recording { LayerResult(try body($0)) })
  }

  /// An entry whose result is a tensor and which gradients go through.
  static func layer(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    source: String = "", _ body: @escaping @Sendable (LayerArguments) throws -> Traced
  ) -> LibraryFunction {
    layered(name, signature, summary, example, result, source: source) {
      LayerResult(try body($0))
    }
  }

  /// An entry whose result is a number and which gradients go through.
  static func loss(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    source: String = "", _ body: @escaping @Sendable (LayerArguments) throws -> Traced
  ) -> LibraryFunction {
    layered(name, signature, summary, example, result, source: source) {
      LayerResult(number: try body($0))
    }
  }

  /// The cotangent of each argument, in its own form.
  private static func cotangents(
    of result: LayerResult, _ arguments: LayerArguments, along cotangent: Value,
    _ tape: Learning.Tape
  ) throws -> [Value?] {
    var seeds: [Tensor] = []
    for (part, seed) in zip(result.parts, cotangent.numericLeaves) {
      seeds.append(try [seed].tensor(0).reshaped(to: part.shape.sizes))
    }
    let order = arguments.variables.byArgument.keys.sorted()
    let variables = order.flatMap { arguments.variables.byArgument[$0] ?? [] }
    var gradients = try tape.gradients(of: result.parts, seeds: seeds, by: variables)[...]
    var parts = [Value?](repeating: nil, count: arguments.values.count)
    for index in order {
      parts[index] = arguments.values[index].mappingLeaves { leaf in
        guard let gradient = gradients.popFirst() else { return leaf }
        if case .double = leaf { return .double(gradient.values.first ?? 0) }
        return .tensor(gradient)
      }
    }
    return parts
  }
}
