import Diagnostics
import Library
import Script
import Tensors
import Testing

/// Derivatives against difference quotients: of every entry that has one, and of random programs.
@Suite struct LibraryGradientTests {
  static let table = StandardLibrary.table
  /// Where the library's own entries begin in the table, behind those of the language's core.
  static let offset = table.functions.count - StandardLibrary.functions.count
  static let differentiable = StandardLibrary.functions.indices.filter {
    if case .scalar1? = StandardLibrary.functions[$0].pullback { return true }
    if case .scalar2? = StandardLibrary.functions[$0].pullback { return true }
    if case .general? = StandardLibrary.functions[$0].pullback { return true }
    return false
  }

  static let matrix = Value.tensor(
    (try? Tensor(rows: [[2.1, 0.3, -0.4], [0.2, 1.7, 0.5], [-0.3, 0.6, 1.9]])) ?? Tensor([]))
  static let other = Value.tensor(
    (try? Tensor(rows: [[1.3, -0.2, 0.7], [0.4, 2.2, -0.6], [0.9, 0.1, 1.1]])) ?? Tensor([]))
  /// Vectors of positive numbers that add up to 1, so that they are distributions too.
  static let vectors: [Value] = [
    .tensor(Tensor([0.5, 0.3, 0.2])), .tensor(Tensor([0.25, 0.35, 0.4])),
    .tensor(Tensor([0.1, 0.2, 0.7])),
  ]

  /// A distribution with mass where the sample arguments are.
  static let distribution: Value = {
    var context = CallContext()
    guard let entry = StandardLibrary.functions.first(where: { $0.name == "Beta" }),
      case .general(let body) = entry.body,
      let value = try? body([.double(2.2), .double(1.7)], &context)
    else { return .void }
    return value
  }()

  /// Arguments where the types alone do not say enough.
  static let samples: [String: [Value]] = [
    "reshape(_ x: Tensor, rows: Int, columns: Int) -> Matrix": [matrix, .double(9), .double(1)],
    "norm(_ x: Vector, _ p: Double) -> Double": [vectors[0], .double(3)],
    "clip(_ x: Tensor, _ least: Double, _ greatest: Double) -> Tensor": [
      matrix, .double(0.25), .double(1.8),
    ],
    "clip(_ x: Double, _ least: Double, _ greatest: Double) -> Double": [
      .double(0.4), .double(0.25), .double(1.8),
    ],
    "binaryCrossEntropy(_ p: Tensor, _ y: Tensor) -> Double": [vectors[0], vectors[1]],
  ]

  /// Entries that take distributions: their arguments must keep their sums.
  static let keepsSums: Set<String> = ["entropy", "crossEntropy", "klDivergence", "perplexity"]

  static func arguments(of index: Int) -> [Value]? {
    let entry = StandardLibrary.functions[index]
    if let known = samples[entry.name + entry.signature] { return known }
    var result: [Value] = []
    for (position, parameter) in table.signatures[offset + index].parameters.enumerated() {
      switch parameter.defaultValue {
      case .number(let number)?: result.append(.double(number))
      case .boolean(let flag)?: result.append(.bool(flag))
      case .string(let text)?: result.append(.string(text))
      case .some(.none): result.append(.none)
      case .some(.empty): return nil
      case nil:
        switch parameter.type {
        case .double: result.append(.double(parameter.isInteger ? 1 : [0.37, 0.61][position % 2]))
        case .parameter("N"): result.append(.double([0.37, 0.61][position % 2]))
        case .vector: result.append(vectors[position % 3])
        case .object("Distribution"): result.append(distribution)
        case .matrix, .tensor(rank: nil): result.append(position == 0 ? matrix : other)
        default: return nil
        }
      }
    }
    return result
  }

  /// The numbers in a value, in order.
  static func numbers(_ value: Value) -> [Double] {
    switch value {
    case .double(let number): [number]
    case .tensor(let tensor): tensor.values
    case .tuple(let tuple): tuple.elements.flatMap { numbers($0) }
    default: []
    }
  }

  static func value(_ index: Int, _ arguments: [Value]) throws -> Value {
    switch StandardLibrary.functions[index].body {
    case .scalar1(let function): return .double(function(numbers(arguments[0])[0]))
    case .scalar2(let function):
      return .double(function(numbers(arguments[0])[0], numbers(arguments[1])[0]))
    case .general(let body):
      var context = CallContext()
      return try body(arguments, &context)
    default: return .void
    }
  }

  static func cotangents(
    _ index: Int, _ arguments: [Value], _ result: Value, _ seed: Value
  ) throws -> [Value?] {
    let x = numbers(arguments[0]).first ?? 0
    switch StandardLibrary.functions[index].pullback {
    case .scalar1(let slope)?: return [.double(slope(x, numbers(result)[0]) * numbers(seed)[0])]
    case .scalar2(let slopes)?:
      let both = slopes(x, numbers(arguments[1])[0], numbers(result)[0])
      return [.double(both.0 * numbers(seed)[0]), .double(both.1 * numbers(seed)[0])]
    case .general(let pullback)?: return try pullback(arguments, result, seed)
    default: return []
    }
  }

  /// The value with `step` added to one of its numbers, and taken from the next if sums are kept.
  static func moved(_ value: Value, _ place: Int, by step: Double, keepingSum: Bool) -> Value {
    guard case .tensor(let tensor) = value else { return .double(numbers(value)[0] + step) }
    var values = tensor.values
    values[place] += step
    if keepingSum { values[(place + 1) % values.count] -= step }
    return .tensor((try? Tensor(shape: tensor.shape.sizes, values: values)) ?? tensor)
  }

  @Test(arguments: differentiable)
  func `a pullback agrees with difference quotients`(index: Int) throws {
    let entry = StandardLibrary.functions[index]
    let name = "\(entry.name)\(entry.signature)"
    let arguments = try #require(Self.arguments(of: index), "no sample arguments for \(name)")
    let result = try Self.value(index, arguments)
    // Weights that differ, so that a part of the result in the wrong place is seen.
    let weights = Self.numbers(result).indices.map { 1 + 0.37 * Double($0) }
    var seed = Value.double(1)
    if case .tensor(let tensor) = result {
      seed = .tensor(try Tensor(shape: tensor.shape.sizes, values: weights))
    }
    let slopes = try Self.cotangents(index, arguments, result, seed)
    #expect(slopes.count == arguments.count, "\(name)")
    for (position, slope) in slopes.enumerated() {
      guard let slope else { continue }
      let found = Self.numbers(slope)
      let count = Self.numbers(arguments[position]).count
      let keepingSum = Self.keepsSums.contains(entry.name) && count > 1
      #expect(found.count == count, "\(name): the cotangent of argument \(position)")
      guard found.count == count else { continue }
      for place in 0..<count {
        let step = 1e-6
        func sum(_ sign: Double) throws -> Double {
          var moved = arguments
          moved[position] = Self.moved(
            arguments[position], place, by: sign * step, keepingSum: keepingSum)
          return zip(weights, Self.numbers(try Self.value(index, moved))).reduce(0) {
            $0 + $1.0 * $1.1
          }
        }
        let expected = (try sum(1) - sum(-1)) / (2 * step)
        let own = keepingSum ? found[place] - found[(place + 1) % count] : found[place]
        #expect(
          abs(own - expected) <= 2e-8 * max(1, abs(expected)) + 2e-8,
          "\(name): argument \(position), number \(place)")
      }
    }
  }

  @Test func `most numeric entries have a derivative`() {
    #expect(Self.differentiable.count >= 80)
  }

  // MARK: random programs

  /// Writes a function of a number `x` and a Vector `v` of 3, differentiable everywhere.
  struct ProgramWriter {
    var state: UInt64

    mutating func roll(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(count))
    }

    mutating func number(_ names: [String], _ vectors: [String], _ depth: Int) -> String {
      guard depth > 0 else {
        return roll(4) == 0 ? "\(Double(roll(20)) / 8 + 0.5)" : names[roll(names.count)]
      }
      func part(_ writer: inout ProgramWriter) -> String {
        writer.number(names, vectors, depth - 1)
      }
      switch roll(12) {
      case 0: return "(\(part(&self)) + \(part(&self)))"
      case 1: return "(\(part(&self)) - \(part(&self)))"
      case 2: return "\(part(&self)) * \(part(&self))"
      case 3: return "\(part(&self)) / (2 + cos(\(part(&self))))"
      case 4: return "sin(\(part(&self)))"
      case 5: return "tanh(\(part(&self)))"
      case 6: return "log(1.5 + square(\(part(&self))))"
      case 7: return "√(1 + square(\(part(&self))))"
      case 8: return "h(\(part(&self)), \(part(&self)))"
      case 9:
        return "dot(\(vector(names, vectors, depth - 1)), \(vector(names, vectors, depth - 1)))"
      case 10: return "sum(\(vector(names, vectors, depth - 1)))"
      default: return "\(vector(names, vectors, depth - 1))[\(roll(3))]"
      }
    }

    mutating func vector(_ names: [String], _ vectors: [String], _ depth: Int) -> String {
      guard depth > 0 else { return vectors[roll(vectors.count)] }
      func part(_ writer: inout ProgramWriter) -> String {
        writer.vector(names, vectors, depth - 1)
      }
      switch roll(8) {
      case 0: return "(\(part(&self)) + \(part(&self)))"
      case 1: return "(\(part(&self)) * \(number(names, vectors, depth - 1)))"
      case 2: return "softmax(\(part(&self)))"
      case 3: return "sigmoid(\(part(&self)))"
      case 4: return "(A • \(part(&self)))"
      case 5: return "\(part(&self)).map { sin($0) }"
      case 6: return "(\(part(&self)) ⊙ \(part(&self)))"
      default: return "(\(part(&self)) - \(part(&self)))"
      }
    }

    mutating func program() -> String {
      var code = """
        let A = [[0.5, -0.2, 0.1], [0.3, 0.4, -0.1], [0.2, 0.1, 0.6]]
        func h(_ a: Double, _ b: Double) -> Double { sin(a) * b + tanh(b) }
        func f(_ x: Double, _ v: Vector) -> Double {
          var s = x
          var w = v

        """
      for _ in 0..<(1 + roll(3)) {
        let (names, vectors) = (["x", "s"], ["v", "w"])
        switch roll(4) {
        case 0:
          code +=
            "  for i in 0..<\(1 + roll(3)) { s = tanh(s * 0.5 + \(number(names, vectors, 2))) + 0.1 * i }\n"
        case 1: code += "  w = sigmoid(\(vector(names, vectors, 2)))\n"
        case 2: code += "  w[\(roll(3))] = tanh(\(number(names, vectors, 2)))\n"
        default:
          code +=
            "  if \(roll(2)) == 1 { s = tanh(\(number(names, vectors, 2))) } else { s += sin(s) }\n"
        }
      }
      code += "  return \(number(["x", "s"], ["v", "w"], 3)) + s\n}\n"
      return code
    }
  }

  @Test(arguments: 0..<100)
  func `a gradient of a random program agrees with difference quotients`(seed: Int) throws {
    var writer = ProgramWriter(state: UInt64(seed) &* 7_919)
    let code = writer.program()
    let check =
      code + """
        let x0 = 0.6, v0 = [0.3, -0.4, 0.8], step = 0.00001
        let (gx, gv) = gradient(at: x0, v0) { x, v in f(x, v) }
        var worst = abs(gx - (f(x0 + step, v0) - f(x0 - step, v0)) / (2 * step)) / (1 + abs(gx))
        for i in 0..<3 {
          var up = v0, down = v0
          up[i] += step
          down[i] -= step
          let q = (f(x0, up) - f(x0, down)) / (2 * step)
          worst = max(worst, abs(gv[i] - q) / (1 + abs(q)))
        }
        worst < 0.00001 && abs(f(x0, v0)) < 1000000
        """
    let result = LibraryTests.result(of: check)
    // Values beyond 10⁶ leave nothing to compare; they are rare.
    if result == "false" {
      let size = LibraryTests.result(of: code + "abs(f(0.6, [0.3, -0.4, 0.8])) >= 1000000")
      #expect(size == "true", "seed \(seed):\n\(code)")
    } else {
      #expect(result == "true", "seed \(seed): \(result)\n\(code)")
    }
  }
}
